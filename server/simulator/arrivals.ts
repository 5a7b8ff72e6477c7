/** When reports come: so many a month, more in summer than in winter, on workdays than on Sundays, at noon than at night. */
import { randomPoisson } from 'd3-random'
import { type Chance, drawByWeight } from './draw.ts'
import type { SimulatorParameters } from './parameters.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const offsetMs = 8 * hourMs
const daysOfMonth = 365.2425 / 12

const mean = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0) / values.length

/** The instants of all reports from `from` until `until`, in order. */
export function drawArrivals(
  chance: Chance,
  { reportsPerMonth, arrivals }: Pick<SimulatorParameters, 'reportsPerMonth' | 'arrivals'>,
  from: number,
  until: number,
): number[] {
  const { byHour, byWeekday, byMonth } = arrivals
  const found: number[] = []
  for (let day = Math.floor((from + offsetMs) / dayMs); day * dayMs - offsetMs < until; day++) {
    const date = new Date(day * dayMs)
    const ofWeekday = (byWeekday[(date.getUTCDay() + 6) % 7] ?? 0) / mean(byWeekday)
    const ofMonth = (byMonth[date.getUTCMonth()] ?? 0) / mean(byMonth)
    const count = randomPoisson.source(chance)((reportsPerMonth / daysOfMonth) * ofWeekday * ofMonth)()
    for (let index = 0; index < count; index++) {
      const hour = drawByWeight(chance, byHour) + chance()
      found.push(Math.round(day * dayMs - offsetMs + hour * hourMs))
    }
  }
  return found.filter((at) => at >= from && at < until).sort((a, b) => a - b)
}
