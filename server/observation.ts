/** What the settings say of watching the running house: figures, traces, slow statements. */
import { join } from 'node:path'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { House } from '#platform/house.ts'
import type { Log } from '#platform/log.ts'
import { type Metrics, startMetrics } from '#platform/observe/metrics.ts'
import { watchSlowStatements } from '#platform/observe/slow-statements.ts'
import { startTraces } from '#platform/observe/traces.ts'
import packageFile from '../package.json' with { type: 'json' }

type KeepCloser = (closer: () => Promise<void>) => void
type Values = Config['values']

/** Where the slow statements of an installation are kept. */
export const slowStatementsFile = ({ JINGWEI_DATA }: Pick<Values, 'JINGWEI_DATA'>): string =>
  join(JINGWEI_DATA, 'observed', 'slow-statements.json')

/** Begins to trace where a receiver is set; first of all, so that the start itself is seen. */
export async function traceIfWished({ values }: Config, keep: KeepCloser): Promise<void> {
  const { JINGWEI_TRACES_URL: url, JINGWEI_TRACES_SHARE: share } = values
  if (!url) return
  const traces = await startTraces({ url, share, version: packageFile.version })
  keep(() => traces.close())
}

/** Begins to keep slow statements of the database at `url`. */
export async function keepSlowStatements(
  { values }: Config,
  { url, log }: { url: string; log: Log },
  keep: KeepCloser,
): Promise<void> {
  if (values.JINGWEI_SLOW_MILLISECONDS === 0) return
  const watched = await watchSlowStatements({
    url,
    log,
    clock: systemClock,
    file: slowStatementsFile(values),
    thresholdMilliseconds: values.JINGWEI_SLOW_MILLISECONDS,
  })
  keep(() => watched.close())
}

/** Begins to count what the house does. */
export function countDeeds(house: House, { values }: Config, keep: KeepCloser): Metrics {
  const metrics = startMetrics({
    house,
    version: packageFile.version,
    folders: { data: values.JINGWEI_DATA },
    gauges: house.modules.flatMap((it) => it.gauges?.(house.database.house, house.sealer) ?? []),
  })
  keep(async () => metrics.close())
  return metrics
}
