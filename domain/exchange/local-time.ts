/**
 * Reads the times of foreign files. A file writes local times in a pattern and in a zone that its mapping names;
 * a time that the pattern does not fit, or that never was (the hour skipped in spring), is not read at all.
 * Of the hour that comes twice in autumn the first is taken.
 */

const token = (part: string, source: string) => ({ part, source })
const tokens: Readonly<Record<string, { readonly part: string; readonly source: string }>> = {
  yyyy: token('year', '\\d{4}'),
  MM: token('month', '\\d{2}'),
  M: token('month', '\\d{1,2}'),
  dd: token('day', '\\d{2}'),
  d: token('day', '\\d{1,2}'),
  HH: token('hour', '\\d{2}'),
  H: token('hour', '\\d{1,2}'),
  hh: token('hour12', '\\d{2}'),
  h: token('hour12', '\\d{1,2}'),
  mm: token('minute', '\\d{2}'),
  m: token('minute', '\\d{1,2}'),
  ss: token('second', '\\d{2}'),
  s: token('second', '\\d{1,2}'),
  fff: token('fraction', '\\d{1,9}'),
  a: token('half', 'AM|PM|am|pm'),
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

type TimeExpression = { readonly expression: RegExp; readonly parts: readonly string[] }

const compiled = new Map<string, TimeExpression>()

/** The pattern as an expression, with what each of its groups is; undefined when it holds a letter that means nothing. */
export function findTimeExpression(pattern: string): TimeExpression | undefined {
  const known = compiled.get(pattern)
  if (known) return known
  let source = ''
  let end = 0
  const parts: string[] = []
  for (const match of pattern.matchAll(tokenOrLiteral)) {
    if (match.index !== end) return undefined
    end += match[0].length
    const literal = match[1] ?? match[2]
    const token = literal === undefined ? tokens[match[0]] : undefined
    if (token) parts.push(token.part)
    source += token ? `(${token.source})` : escaped(literal ?? '')
  }
  if (end !== pattern.length) return undefined
  const made = { expression: new RegExp(`^${source}$`), parts }
  compiled.set(pattern, made)
  return made
}

/** The wall clock that `text` shows, as if it were UTC, in milliseconds; undefined when it shows none. */
export function findWallClock(text: string, writing: TimeWriting): number | undefined {
  let plain = text
  for (const word in writing.words) plain = plain.replace(word, writing.words[word] ?? '')
  const reader = findTimeExpression(writing.pattern)
  const found = reader?.expression.exec(plain)
  if (!reader || !found) return undefined
  let [year, month, day, hour24, hour12, minute, second, fraction] = [1970, 1, 1, -1, -1, 0, 0, '0']
  let half: string | undefined
  for (const [index, part] of reader.parts.entries()) {
    const shown = found[index + 1] ?? ''
    if (part === 'half') half = shown
    else if (part === 'fraction') fraction = shown
    else if (part === 'year') year = Number(shown)
    else if (part === 'month') month = Number(shown)
    else if (part === 'day') day = Number(shown)
    else if (part === 'hour') hour24 = Number(shown)
    else if (part === 'hour12') hour12 = Number(shown)
    else if (part === 'minute') minute = Number(shown)
    else second = Number(shown)
  }
  const hour = hourOf(hour24, hour12, half)
  if (hour === undefined) return undefined
  const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1000)
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds)
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
const offsets = new Map<string, number | null>()

/** The offset of `+08:00` and its like in milliseconds; null for a zone that is known by name. */
function fixedOffsetOf(zone: string): number | null {
  const known = offsets.get(zone)
  if (known !== undefined) return known
  const fixed = fixedOffset.exec(zone)
  const offset = fixed
    ? (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 3_600_000 + Number(fixed[3]) * 60_000)
    : null
  offsets.set(zone, offset)
  return offset
}

const zones = new Map<string, Intl.DateTimeFormat>()

/** Whether `zone` is a fixed offset (`+08:00`) or a zone that is known by name (`Asia/Shanghai`). */
export function isZone(zone: string): boolean {
  if (fixedOffsetOf(zone) !== null) return true
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

/** How far the clocks of a named `zone` are ahead of UTC at `instant`, in milliseconds. */
function offsetAt(zone: string, instant: number): number {
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
  const fixed = fixedOffsetOf(zone)
  if (fixed !== null) return wallClock - fixed
  // The offset before and after any change that may be near; the earlier instant is tried first.
  const candidates = [wallClock - 86_400_000, wallClock + 86_400_000]
    .map((near) => wallClock - offsetAt(zone, near))
    .sort((a, b) => a - b)
  return candidates.find((instant) => instant + offsetAt(zone, instant) === wallClock)
}
