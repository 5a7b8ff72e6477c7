/** How the benchmark counts: medians of interleaved rounds, percentiles of single answers. */

export type Sample = {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** The middle of `values`. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The value below which `share` of `values` lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Runs `work` over and over on `connections` strands for `seconds`; milliseconds per call. */
export async function drive(
  connections: number,
  seconds: number,
  work: () => Promise<unknown>,
): Promise<Sample> {
  const times: number[] = []
  const begun = performance.now()
  const end = begun + seconds * 1000
  const strand = async (): Promise<void> => {
    while (performance.now() < end) {
      const from = performance.now()
      await work()
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: connections }, strand))
  return toSample(times, (performance.now() - begun) / 1000)
}

/** Runs `work` `count` times, one after another. */
export async function repeat(count: number, work: (index: number) => Promise<unknown>): Promise<Sample> {
  const times: number[] = []
  const begun = performance.now()
  for (let index = 0; index < count; index++) {
    const from = performance.now()
    await work(index)
    times.push(performance.now() - from)
  }
  return toSample(times, (performance.now() - begun) / 1000)
}

const toSample = (times: readonly number[], seconds: number): Sample => ({
  perSecond: times.length / seconds,
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
  p99: percentile(times, 0.99),
})

/** The median of each figure over several samples. */
export const medianSample = (samples: readonly Sample[]): Sample => ({
  perSecond: median(samples.map((it) => it.perSecond)),
  p50: median(samples.map((it) => it.p50)),
  p95: median(samples.map((it) => it.p95)),
  p99: median(samples.map((it) => it.p99)),
})

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
export const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(1))
export const ratio = (value: number): string => value.toFixed(2)

/** A markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index ? '---:' : '---')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

/** A figure against the aim that was set for it. */
export type Verdict = {
  readonly server: string
  readonly what: string
  readonly result: string
  readonly aim: string
  readonly isMet: boolean
}

const verdicts: Verdict[] = []

/** Notes what a figure came to, for the table at the head of the page. */
export const judge = (verdict: Verdict): void => {
  verdicts.push(verdict)
}

/** Every figure that has an aim, as a table. */
export const verdictTable = (): string =>
  [
    '| measured | on | result | aim | |',
    '| --- | --- | --- | --- | --- |',
    ...verdicts.map(
      (it) => `| ${it.what} | ${it.server} | ${it.result} | ${it.aim} | ${it.isMet ? 'met' : 'missed'} |`,
    ),
  ].join('\n')
