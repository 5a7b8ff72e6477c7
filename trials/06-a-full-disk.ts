/**
 * The disk is filled to the last byte while sixteen hands report: that of everything (the embedded database), that of the
 * data alone and that of the log alone. Everybody is told so with code and sentence, reading goes on, nothing acknowledged is
 * lost, and it goes on by itself within five seconds of room.
 */
import { cpSync, mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInstallation, type Installation } from '../server/cli/testing.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { fillUnderLoad, together } from './full-disk.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { untilReady, withoutLimits } from './product.ts'
import { makeSmallDisk, type SmallDisk } from './small-disk.ts'
import { demand, type Trial, type TrialContext, type TrialResult } from './trial.ts'

const ownerUrlOf =
  ({ dataFolder }: Installation) =>
  async (): Promise<string> =>
    (await openDatabase({ dataFolder, join: true, log: () => undefined })).ownerUrl

async function everythingOnOneDisk(context: TrialContext): Promise<TrialResult> {
  const installation = await createInstallation(withoutLimits)
  const disk = makeSmallDisk(installation.dataFolder, 1500)
  try {
    const ownerUrl = ownerUrlOf(installation)
    return await fillUnderLoad({ name: 'one disk', installation, disk, ownerUrl }, context)
  } finally {
    disk.giveBack()
    installation.killAll()
    disk.remove()
    await installation.remove()
  }
}

/** The embedded database whose log lies on a disk of its own, as an operator would put it there. */
async function theLogApart(context: TrialContext): Promise<TrialResult> {
  const installation = await createInstallation(withoutLimits)
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-log-'))
  let disk: SmallDisk | undefined
  try {
    const first = await installation.start()
    await untilReady(first.url.replace(/\/$/, ''), 300)
    first.kill('SIGTERM')
    await first.ended
    disk = makeSmallDisk(folder, 1000)
    const log = join(installation.dataFolder, 'postgres', 'server', 'cluster', 'pg_wal')
    mkdirSync(join(folder, 'wal'))
    // Across disks nothing can be renamed, so it is copied by the program that knows how.
    renameSync(log, `${log}-before`)
    cpSync(`${log}-before`, join(folder, 'wal'), { recursive: true })
    symlinkSync(join(folder, 'wal'), log)
    const ownerUrl = ownerUrlOf(installation)
    return await fillUnderLoad({ name: 'log', installation, disk, ownerUrl }, context)
  } finally {
    disk?.giveBack()
    await installation.remove()
    disk?.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A database server whose data lie on a small disk and whose log does not. */
async function theDataApart(context: TrialContext): Promise<TrialResult> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-small-'))
  const logFolder = await mkdtemp(join(tmpdir(), 'jingwei-log-'))
  const disk = makeSmallDisk(folder, 400)
  const own = join(folder, 'postgres')
  mkdirSync(own)
  const postgres = await makeKillablePostgres({ folder: own, logFolder })
  const installation = await createInstallation({ ...withoutLimits, DATABASE_URL: postgres.url })
  try {
    const ownerUrl = async (): Promise<string> => postgres.url
    return await fillUnderLoad({ name: 'data', installation, disk, ownerUrl }, context)
  } finally {
    disk.giveBack()
    await installation.remove()
    await postgres.remove()
    disk.remove()
    await rm(folder, { recursive: true, force: true })
    await rm(logFolder, { recursive: true, force: true })
  }
}

export const trial: Trial = {
  numbers: [6, 7],
  name: {
    zh: '磁盘写满（整盘、数据、日志）：说明原因，照常查阅，自行恢复，不丢不重',
    en: 'the disk is full: that of everything, of the data, of the log',
  },
  run: async (context) => {
    demand(process.getuid?.() === 0, 'small disks can be mounted by root alone')
    return together({
      'one disk': await everythingOnOneDisk(context),
      data: await theDataApart(context),
      log: await theLogApart(context),
    })
  },
}
