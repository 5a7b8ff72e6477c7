/** Every migration is cut after each of its statements, and run again. */

import { withClient } from '../server/platform/backup/read-database-facts.ts'
import { migrate } from '../server/platform/database/migrate.ts'
import { describeSchema } from '../server/platform/testing/describe-schema.ts'
import { startEphemeralCluster } from '../server/platform/testing/ephemeral-cluster.ts'
import { interruptMigrations } from '../server/platform/testing/interrupt-migrations.ts'
import { runSql, urlOfDatabase } from '../server/platform/testing/template-database.ts'
import type { Trial } from './trial.ts'

export const trial: Trial = {
  numbers: [29],
  name: {
    zh: '升级在每条语句处中断，再次运行都正确',
    en: 'a migration cut at each statement ends right when it runs again',
  },
  run: async () => {
    const cluster = await startEphemeralCluster()
    try {
      for (const name of ['cut', 'uncut']) await runSql(cluster.url, `create database ${name}`)
      const { migrations, cuts, left, schema } = await interruptMigrations(
        urlOfDatabase(cluster.url, 'cut'),
        () => true,
      )
      const uncut = urlOfDatabase(cluster.url, 'uncut')
      await migrate(uncut)
      const isSame = (await withClient(uncut, describeSchema)).join('\n') === schema.join('\n')
      return { ok: left.length === 0 && isSame, facts: { migrations, cuts, left: left.join('; '), isSame } }
    } finally {
      await cluster.stop()
    }
  },
}
