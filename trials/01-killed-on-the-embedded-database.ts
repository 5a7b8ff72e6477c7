/** Server, embedded database and both are killed at random while sixteen hands report: nothing acknowledged is lost. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { killInRounds, type Storage } from './kill-rounds.ts'
import { signalTree } from './killable-postgres.ts'
import { numberFrom, type Trial } from './trial.ts'

const embedded = (): Storage => ({
  environment: {},
  killDatabase: async ({ dataFolder }) => {
    const text = await readFile(join(dataFolder, 'postgres', 'server', 'cluster', 'postmaster.pid'), 'utf8')
    signalTree(Number.parseInt(text, 10), 'SIGKILL')
  },
  // The product owns this database: whoever owns it brings it back.
  startDatabase: async () => undefined,
  ownerUrl: async ({ dataFolder }) => {
    const open = await openDatabase({ dataFolder, join: true, log: () => undefined })
    return open.ownerUrl
  },
  remove: async () => undefined,
})

export const trial: Trial = {
  numbers: [1, 2, 3],
  name: {
    zh: '内嵌数据库：随机杀死服务、数据库或两者，已确认的写入不丢不重',
    en: 'embedded database: server, database or both killed at random under 16 connections',
  },
  run: (context) => killInRounds(embedded(), numberFrom('JINGWEI_TRIAL_ROUNDS', 21), context),
}
