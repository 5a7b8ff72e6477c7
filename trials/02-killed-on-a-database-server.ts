/** Server, Debian's PostgreSQL and both are killed at random while sixteen hands report: nothing acknowledged is lost. */
import { killInRounds } from './kill-rounds.ts'
import { makeKillablePostgres } from './killable-postgres.ts'
import { numberFrom, type Trial } from './trial.ts'

export const trial: Trial = {
  numbers: [1, 2, 3, 4],
  name: {
    zh: '数据库服务器：随机杀死服务、数据库或两者，已确认的写入不丢不重',
    en: 'database server: server, database or both killed at random under 16 connections',
  },
  run: async (context) => {
    const postgres = await makeKillablePostgres()
    const storage = {
      environment: { DATABASE_URL: postgres.url },
      killDatabase: postgres.kill,
      startDatabase: postgres.start,
      ownerUrl: async () => postgres.url,
      remove: postgres.remove,
    }
    return killInRounds(storage, numberFrom('JINGWEI_TRIAL_ROUNDS', 21), context)
  },
}
