/** One byte of a copy is altered, or its end is cut, at many places of every file: each time it must be refused. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '../domain/problem.ts'
import { makeBackupKey, readOperatorKey } from '../server/platform/backup/backup-key.ts'
import { checkCopy } from '../server/platform/backup/check-copy.ts'
import { makeCopy } from '../server/platform/backup/make-copy.ts'
import { migrate } from '../server/platform/database/migrate.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { createFileStore } from '../server/platform/files/file-store.ts'
import { numberFrom, type Trial } from './trial.ts'

const log = (): void => {}
const product = 'trial'

/** The files of a copy and of the archives it shares; an index serves the next copy and no restore. */
async function listParts(place: string): Promise<string[]> {
  const names = await readdir(place, { recursive: true, withFileTypes: true })
  return names
    .filter((it) => it.isFile() && !it.name.endsWith('.index.json'))
    .map((it) => join(it.parentPath, it.name))
}

/** The code of the refusal, or undefined where the spoilt copy was taken for good. */
const refusalOf = (check: () => Promise<unknown>): Promise<string | undefined> =>
  check().then(
    () => undefined,
    (error: unknown) => (error instanceof Problem ? error.code : `a bug: ${String(error)}`),
  )

export const trial: Trial = {
  numbers: [27],
  name: { zh: '损坏或截断的备份一律拒绝', en: 'a damaged or cut copy is refused' },
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jingwei-spoilt-'))
    const dataFolder = join(folder, 'data')
    await mkdir(dataFolder)
    const open = await openDatabase({ dataFolder, log })
    try {
      await migrate(open.ownerUrl)
      const store = createFileStore(join(dataFolder, 'photos'))
      for (let index = 0; index < 20; index++) await store.keep(Buffer.from(`photo ${index}`), 'jpg')
      await makeBackupKey(dataFolder, join(folder, 'key.txt'))
      const { verifier } = await readOperatorKey(join(folder, 'key.txt'))
      const place = join(folder, 'copies')
      const database = { kind: 'embedded', ownerUrl: open.ownerUrl } as const
      const order = { dataFolder, place, database, adcode: '530127', product, now: new Date() }
      const made = await makeCopy({ ...order, withKeys: true, freshDays: 28 })
      const check = () => checkCopy(made.folder, { verifier, product })
      await check()
      const times = numberFrom('JINGWEI_TRIAL_SPOILS', 40)
      const taken: string[] = []
      let spoils = 0
      for (const path of await listParts(place)) {
        const whole = await readFile(path)
        for (let index = 0; index < times; index++) {
          const at = Math.floor(Math.random() * whole.length)
          const spoilt = index % 2 ? Buffer.from(whole.subarray(0, at)) : Buffer.from(whole)
          if (!(index % 2)) spoilt[at] = (spoilt[at] ?? 0) ^ (1 + Math.floor(Math.random() * 255))
          await writeFile(path, spoilt)
          spoils += 1
          const code = await refusalOf(check)
          if (!code?.startsWith('backup.')) taken.push(`${path.slice(place.length)} at ${at}: ${code}`)
        }
        await writeFile(path, whole)
      }
      await check()
      return { ok: taken.length === 0 && spoils > 0, facts: { spoils, taken: taken.join('; ') } }
    } finally {
      await open.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
