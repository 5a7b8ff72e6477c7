/**
 * Reads the times of foreign files. A file writes local times in a pattern and in a zone that its mapping names;
 * a time that the pattern does not fit, or that never was (the hour skipped in spring), is not read at all.
 * Of the hour that comes twice in autumn the first is taken.
 */

const tokens: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour12>\\d{2})',
  h: '(?<hour12>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  s: '(?<second>\\d{1,2})',
  fff: '(?<fraction>\\d{1,9})',
  a: '(?<half>AM|PM|am|pm)',
}
const tokenOrLiteral = /yyyy|MM?|dd?|HH?|hh?|mm?|ss?|fff|a|'([^']*)'|([^A-Za-z'])/g

/** How a file writes its times. */
export type TimeWriting = {
  /** `yyyy M MM d dd H HH h hh m mm s ss fff a`; letters that stand for themselves in 'quotes'. */
  readonly pattern: string
  /** Words of the file for AM and PM, such as `{ "上午": "AM" }`. */
  readonly words?: Readonly<Record<string, string>> | undefined
}

const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

const compiled = new Map<string, RegExp>()

/** The pattern as an expression; undefined when it holds a letter that means nothing. */
export function findTimeExpression(pattern: string): RegExp | undefined {
  const known = compiled.get(pattern)
  if (known) return known
  let source = ''
  let end = 0
  for (const match of pattern.matchAll(tokenOrLiteral)) {
    if (match.index !== end) return undefined
    end += match[0].length
    const literal = match[1] ?? match[2]
    source += literal === undefined ? (tokens[match[0]] ?? '') : escaped(literal)
  }
  if (end !== pattern.length) return undefined
  const made = new RegExp(`^${source}$`)
  compiled.set(pattern, made)
  return made
}

/** The wall clock that `text` shows, as if it were UTC, in milliseconds; undefined when it shows none. */
export function findWallClock(text: string, writing: TimeWriting): number | undefined {
  let plain = text
  for (const [word, meaning] of Object.entries(writing.words ?? {})) plain = plain.replace(word, meaning)
  const found = findTimeExpression(writing.pattern)?.exec(plain)?.groups
  if (!found) return undefined
  const number = (name: string, otherwise: number) =>
    found[name] === undefined ? otherwise : Number(found[name])
  const hour = hourOf(number('hour', -1), number('hour12', -1), found['half'])
  if (hour === undefined) return undefined
  const [year, month, day] = [number('year', 1970), number('month', 1), number('day', 1)]
  const [minute, second] = [number('minute', 0), number('second', 0)]
  const fraction = Math.trunc(Number(`0.${found['fraction'] ?? 0}`) * 1000)
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, fraction)
  const shown = new Date(instant)
  // 31 April would silently become 1 May.
  const isReal = shown.getUTCMonth() === month - 1 && shown.getUTCDate() === day && minute < 60 && second < 60
  return isReal ? instant : undefined
}

function hourOf(hour: number, hour12: number, half: string | undefined): number | undefined {
  if (hour >= 0) return hour < 24 ? hour : undefined
  if (hour12 < 0) return 0
  if (half === undefined || hour12 < 1 || hour12 > 12) return undefined
  return (hour12 % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}

const fixedOffset = /^([+-])(\d{2}):(\d{2})$/
const zones = new Map<string, Intl.DateTimeFormat>()

/** Whether `zone` is a fixed offset (`+08:00`) or a zone that is known by name (`Asia/Shanghai`). */
export function isZone(zone: string): boolean {
  if (fixedOffset.test(zone)) return true
  try {
    zoneFormat(zone)
    return true
  } catch {
    return false
  }
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zones.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  zones.set(zone, made)
  return made
}

/** How far the clocks of `zone` are ahead of UTC at `instant`, in milliseconds. */
function offsetAt(zone: string, instant: number): number {
  const fixed = fixedOffset.exec(zone)
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 3_600_000 + Number(fixed[3]) * 60_000)
  const parts = new Map(
    zoneFormat(zone)
      .formatToParts(instant)
      .map((it) => [it.type, Number(it.value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - Math.floor(instant / 1000) * 1000
}

/** The instant at which the clocks of `zone` show `wallClock`; undefined when they never do. */
export function findInstant(wallClock: number, zone: string): number | undefined {
  // The offset before and after any change that may be near; the earlier instant is tried first.
  const candidates = [wallClock - 86_400_000, wallClock + 86_400_000]
    .map((near) => wallClock - offsetAt(zone, near))
    .sort((a, b) => a - b)
  return candidates.find((instant) => instant + offsetAt(zone, instant) === wallClock)
}
