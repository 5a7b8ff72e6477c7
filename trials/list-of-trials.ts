/**
 * The list of trials that the product is held to, by number, and what answers each beside the trials in this folder: a test of
 * the suite, or a capability with which the question comes. Printed into docs/reliability.md.
 */

export type Asked = {
  readonly number: number
  readonly what: string
  /** Files of the repository that show it, beside the trials that bear its number. */
  readonly shownBy?: readonly string[]
  /** What is not shown yet, or when it will be asked. */
  readonly open?: string
}

const http = 'server/platform/http'
const identity = 'server/modules/identity'

export const asked: readonly Asked[] = [
  { number: 1, what: 'the database is killed under load' },
  { number: 2, what: 'the server is killed under load', shownBy: ['scenarios/a-server-that-dies.test.ts'] },
  { number: 3, what: 'both are killed at once' },
  { number: 4, what: 'the database restarts under load' },
  { number: 5, what: 'the database is away for a minute' },
  { number: 6, what: 'the disk of the data is full', shownBy: ['server/platform/files/disk-floor.test.ts'] },
  { number: 7, what: 'the disks of the log and of the photos are full' },
  {
    number: 8,
    what: 'each acknowledgement was synced to the disk',
    shownBy: [
      'server/platform/database/embedded/open-embedded.test.ts',
      'server/doctor/checks/database-server.ts',
    ],
    open: 'the settings are shown, the calls of the system were not counted',
  },
  {
    number: 9,
    what: 'a second server on the same data',
    shownBy: ['server/platform/database/embedded/open-embedded.test.ts'],
  },
  {
    number: 10,
    what: 'the clock jumps',
    shownBy: ['domain/cases/decide.test.ts', 'server/platform/jobs/jobs.test.ts'],
  },
  { number: 11, what: 'SIGTERM under load', shownBy: ['scenarios/a-server-that-is-asked-to-stop.test.ts'] },
  { number: 12, what: 'a large export within 512 MB' },
  {
    number: 13,
    what: 'a standby takes over',
    shownBy: ['server/platform/database/primary/primary-finder.test.ts'],
  },
  {
    number: 14,
    what: 'uploads torn at every tenth',
    shownBy: [`${http}/border.test.ts`, 'server/modules/evidence/uploads.test.ts'],
  },
  {
    number: 15,
    what: 'the event loop never stands still',
    open: 'measured on a busy machine only',
  },
  {
    number: 16,
    what: 'one request a hundred times at once',
    shownBy: ['scenarios/many-hands-at-once.test.ts'],
  },
  { number: 17, what: 'two dispatchers at one case', shownBy: ['scenarios/many-hands-at-once.test.ts'] },
  {
    number: 18,
    what: 'random histories against a model of the life cycle',
    shownBy: ['domain/cases/decide.test.ts', 'scenarios/many-hands-at-once.test.ts'],
    open: 'random histories of one case by the pure rules; not of fifty clients at once',
  },
  {
    number: 19,
    what: 'deliveries to other systems',
    open: 'comes with webhooks; announcements: server/platform/relay/relay.test.ts',
  },
  { number: 20, what: 'killed workers and poison jobs', shownBy: ['server/platform/jobs/jobs.test.ts'] },
  {
    number: 21,
    what: 'many due in one minute, across a restart',
    shownBy: ['scenarios/a-lamp-that-comes-back.test.ts'],
    open: 'lights are worked out when they are read, so that no timer can be missed; the one sweep, of suspended cases, was not tried with 100,000',
  },
  { number: 22, what: 'live pushes cut off and resumed', shownBy: [`${http}/live.test.ts`] },
  { number: 23, what: 'a terminal without network', open: 'comes with the phone of collectors' },
  {
    number: 24,
    what: 'one bad row in a batch',
    shownBy: ['server/importers/import-cases.test.ts', 'server/platform/tabular/import-batches.test.ts'],
  },
  { number: 25, what: 'a copy under load', shownBy: ['server/platform/backup/backup.test.ts'] },
  { number: 26, what: 'back to a given second' },
  { number: 27, what: 'a spoilt copy is refused', shownBy: ['server/platform/backup/backup.test.ts'] },
  { number: 28, what: 'migrations on many rows', shownBy: ['server/platform/database/migrate.test.ts'] },
  {
    number: 29,
    what: 'a migration cut at each statement',
    shownBy: ['server/platform/database/migrate-interrupted.test.ts'],
  },
  {
    number: 30,
    what: 'export, import, export: the same bytes',
    shownBy: ['server/importers/out-and-in-again.test.ts'],
  },
  { number: 31, what: 'malformed and fuzzed bodies', shownBy: ['server/every-endpoint-fuzzed.test.ts'] },
  {
    number: 32,
    what: 'what no honest program sends as JSON',
    shownBy: ['server/every-endpoint-malformed.test.ts'],
  },
  {
    number: 33,
    what: 'paths, heads, smuggling, dripping sockets',
    shownBy: [`${http}/border.test.ts`, 'server/every-door.test.ts'],
  },
  { number: 34, what: 'SQL in every parameter', shownBy: ['server/every-endpoint-malformed.test.ts'] },
  { number: 35, what: 'patterns are linear', shownBy: ['scripts/regex.test.ts'] },
  {
    number: 36,
    what: 'impossible geometry',
    shownBy: ['server/modules/geography/commands/import-areas.test.ts'],
  },
  { number: 37, what: 'fields that a body does not have', shownBy: ['server/every-door.test.ts'] },
  { number: 38, what: 'typed scripts never run', shownBy: ['scenarios/nothing-typed-runs.browser.test.ts'] },
  {
    number: 39,
    what: 'cells that a spreadsheet would run',
    shownBy: ['server/every-table-that-leaves.test.ts'],
  },
  { number: 40, what: 'line breaks in the log', shownBy: ['server/platform/log.test.ts'] },
  { number: 41, what: 'paths in the names of uploads', shownBy: ['server/modules/evidence/uploads.test.ts'] },
  {
    number: 42,
    what: 'pictures that unpack to too much',
    shownBy: ['server/modules/evidence/uploads.test.ts'],
  },
  { number: 43, what: 'files that are two things', shownBy: ['server/modules/evidence/uploads.test.ts'] },
  {
    number: 44,
    what: 'metadata leaves no photo',
    shownBy: ['server/modules/evidence/commands/keep-photo.test.ts'],
  },
  { number: 45, what: 'quotas of uploads, and the reserve', shownBy: [`${http}/border.test.ts`] },
  {
    number: 46,
    what: 'every object asked by every role',
    shownBy: ['server/every-object.test.ts', 'server/every-endpoint.test.ts'],
  },
  {
    number: 47,
    what: 'fields that are not for everybody',
    shownBy: ['scenarios/what-stays-private.test.ts', 'server/every-door.test.ts'],
  },
  {
    number: 48,
    what: 'another county’s ids',
    shownBy: ['server/every-object.test.ts', 'server/walls.test.ts'],
  },
  { number: 49, what: 'a right is withdrawn within a second', shownBy: ['server/a-right-withdrawn.test.ts'] },
  { number: 50, what: 'public pages', open: 'comes with the portal' },
  { number: 51, what: 'other spellings of a path', shownBy: ['server/every-door.test.ts'] },
  {
    number: 52,
    what: 'guessing passwords',
    shownBy: [`${identity}/commands/refuse-sign-in.test.ts`, 'domain/identity/sign-in-wait.test.ts'],
  },
  {
    number: 53,
    what: 'unknown and known names sound alike',
    shownBy: [`${identity}/sessions.test.ts`],
    open: 'the words; timings were not compared',
  },
  { number: 54, what: 'the session is new at sign-in', shownBy: [`${identity}/sessions.test.ts`] },
  { number: 55, what: 'sessions end', shownBy: [`${identity}/sessions.test.ts`] },
  { number: 56, what: 'another site cannot act', shownBy: ['scenarios/another-page-asks.browser.test.ts'] },
  {
    number: 57,
    what: 'a thousand sign-ins at the start of a shift',
    open: 'hashing is queued; not tried with a thousand',
  },
  { number: 58, what: 'second factors', shownBy: [`${identity}/second-factor.test.ts`] },
  { number: 59, what: 'no default accounts', shownBy: [`${identity}/demonstration-password.test.ts`] },
  { number: 60, what: 'limits of requests', shownBy: [`${http}/border.test.ts`] },
  {
    number: 61,
    what: 'requests that the server is made to send',
    open: 'comes with webhooks; for cameras: server/modules/cameras/commands/watch-camera.test.ts',
  },
  { number: 62, what: 'signed deliveries', open: 'comes with webhooks' },
  { number: 63, what: 'a partner that sends nonsense', open: 'comes with webhooks' },
  {
    number: 64,
    what: 'the audit chain finds what was changed',
    shownBy: ['server/platform/audit/audit.test.ts'],
  },
  {
    number: 65,
    what: 'the audit tells everything',
    shownBy: ['server/what-the-audit-tells.test.ts', 'server/every-table.test.ts'],
  },
  {
    number: 66,
    what: 'answers tell nothing of the inside',
    shownBy: ['server/every-endpoint-fuzzed.test.ts', 'server/every-endpoint-malformed.test.ts'],
  },
  {
    number: 67,
    what: 'secrets',
    shownBy: ['server/platform/log.test.ts', 'scenarios/keys-change-while-the-county-works.test.ts'],
  },
  { number: 68, what: 'sealed personal data', shownBy: ['server/platform/sealing/sealer.test.ts'] },
  {
    number: 69,
    what: 'erasure after its time',
    shownBy: ['server/modules/intake/retention/retention.test.ts'],
  },
  { number: 70, what: 'headers of every answer', shownBy: [`${http}/border.test.ts`] },
  { number: 71, what: 'dependencies', shownBy: ['scripts/dependencies.test.ts'] },
]
