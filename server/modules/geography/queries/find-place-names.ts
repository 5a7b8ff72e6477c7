/**
 * The candidates for what was typed, each by an index of its own: whole names within a sentence, beginnings, parts, one slip, and
 * how names sound. Which of them was meant is decided by `domain/geography/address-rank.ts`.
 */
import type { MatchWay } from '#domain/geography/address-rank.ts'
import type { PlaceKind } from '#domain/geography/place.ts'
import { isOneSlipAway } from '#domain/geography/typing-slip.ts'
import type { Database } from '#platform/database/database.ts'

export type FoundPlace = {
  readonly id: string
  readonly kind: PlaceKind
  readonly fullText: string
  readonly townCode: string | null
  readonly communityCode: string | null
  readonly position: [number, number]
  readonly synthetic: boolean
  readonly name: string
  readonly nameKind: 'name' | 'alias' | 'former'
  readonly way: MatchWay
  /** How many signs of the name nothing was said of. */
  readonly openSigns: number
}

type Row = Omit<FoundPlace, 'position' | 'way' | 'openSigns'> & { lng: number; lat: number }
type SoundRow = Row & { pinyinLength: number; initialsLength: number }

const columns = `p.id, p.kind, p.full_text as "fullText", p.town_code as "townCode", p.community_code as "communityCode",
  p.lng, p.lat, p.synthetic, n.name, n.kind as "nameKind"`
const soundColumns = `${columns}, length(n.pinyin) as "pinyinLength", length(n.initials) as "initialsLength"`
/** More than these look alike; whoever typed so little types on. */
const mostCandidates = 300
const longestName = 24
const mostSigns = 60

// The inner query takes what its index gives and is cut before anything is joined. `adcode || ''` keeps it off indexes that begin with
// the county: where statistics are missing or old, one of them would be read whole.
const select = (where: string, order = 'length(m.name)', shown = columns): string => `
  select ${shown} from (
    select m.* from geography.place_names m where m.adcode || '' = $1 and ${where} and m.ended_on is null
    order by ${order} limit ${mostCandidates}
  ) n join geography.places p on p.adcode = n.adcode and p.id = n.place_id`

const byName = select('m.name = any($2::text[])', 'length(m.name) desc')
const byBeginning = select('m.name >= $2 and m.name < $3')
const byPart = select(`geography.pairs_of(m.name) @> geography.pairs_of($2) and strpos(m.name, $2) > 0`)
const bySlip = select(`geography.slips_of(m.name) && geography.slips_of($2)`)
const byInitials = select('m.initials >= $2 and m.initials < $3', 'length(m.initials)', soundColumns)
const byPinyin = select('m.pinyin >= $2 and m.pinyin < $3', 'length(m.pinyin)', soundColumns)
const byPinyinPart = select(
  `geography.threes_of(m.pinyin) @> geography.threes_of($2) and strpos(m.pinyin, $2) > 0`,
  'length(m.pinyin)',
  soundColumns,
)
const byFullText = `
  select ${columns.replace('n.name, n.kind', `p.full_text as name, 'name'`)} from geography.places p
  where p.adcode = $1 and p.ended_on is null and p.full_text collate "C" >= $2 and p.full_text collate "C" < $3
  order by p.full_text collate "C" limit ${mostCandidates}`

/** The first text that no text with this beginning reaches. */
const after = (beginning: string): string => `${beginning}\u{10FFFF}`

const found = <R extends Row>(
  way: MatchWay,
  rows: readonly R[],
  openSigns: (row: R) => number,
): FoundPlace[] =>
  rows.map((row) => {
    const { lng, lat, id, kind, fullText, townCode, communityCode, synthetic, name, nameKind } = row
    const place = { id, kind, fullText, townCode, communityCode, synthetic, name, nameKind }
    return { ...place, position: [lng, lat], way, openSigns: openSigns(row) }
  })
const nothingOpen = (): number => 0
const signsOf = (text: string): number => [...text].length
/** A syllable is about three letters. */
const lettersOfSyllable = 3

/** Every stretch of the text that could be a name. */
function stretchesOf(text: string): string[] {
  const signs = [...text].slice(0, mostSigns)
  const stretches = new Set<string>()
  for (let from = 0; from < signs.length; from += 1)
    for (let to = from + 2; to <= Math.min(signs.length, from + longestName); to += 1)
      stretches.add(signs.slice(from, to).join(''))
  return [...stretches]
}

/** Names within the text and names that begin with it; the very name is both, and told as the name. */
export async function findByText(
  db: Database,
  adcode: string,
  text: string,
  rest: string,
): Promise<FoundPlace[]> {
  const [within, beginning, full] = await Promise.all([
    db.rows<Row>(byName, [adcode, stretchesOf(text)]),
    db.rows<Row>(byBeginning, [adcode, rest, after(rest)]),
    text === rest ? [] : db.rows<Row>(byFullText, [adcode, text, after(text)]),
  ])
  const isWhole = ({ name, fullText }: Row): boolean => name === rest || name === text || fullText === text
  const open = ({ name }: Row): number => signsOf(name) - signsOf(rest)
  return [
    ...within.flatMap((it) => found(isWhole(it) ? 'name' : 'named', [it], nothingOpen)),
    ...found(
      'beginning',
      beginning.filter((it) => it.name !== rest),
      open,
    ),
    ...full.flatMap((it) =>
      found(isWhole(it) ? 'name' : 'beginning', [it], (row) => signsOf(row.name) - signsOf(text)),
    ),
  ]
}

/** Names that have the text somewhere in them. */
export const findByPart = async (db: Database, adcode: string, text: string): Promise<FoundPlace[]> =>
  signsOf(text) < 2
    ? []
    : found('part', await db.rows<Row>(byPart, [adcode, text]), ({ name }) => signsOf(name) - signsOf(text))

/** A single sign with another one wrong could be anything. */
const fewestSigns = 2

/** Names that differ from the text by one slip; of two signs only a missing one can be told. */
export async function findBySlip(db: Database, adcode: string, text: string): Promise<FoundPlace[]> {
  const length = signsOf(text)
  if (length < fewestSigns || length > mostSigns) return []
  const rows = await db.rows<Row>(bySlip, [adcode, text])
  const near = rows.filter(
    (it) => isOneSlipAway(text, it.name) && (length > fewestSigns || signsOf(it.name) > length),
  )
  return found('slip', near, nothingOpen)
}

/** Names that sound like the letters: by initials, by whole syllables, and where neither is enough by a part of them. */
export async function findByLetters(db: Database, adcode: string, letters: string): Promise<FoundPlace[]> {
  const range = [adcode, letters, after(letters)]
  const open = ({ pinyinLength }: SoundRow): number => (pinyinLength - letters.length) / lettersOfSyllable
  const [initials, pinyin] = await Promise.all([
    db.rows<SoundRow>(byInitials, range),
    db.rows<SoundRow>(byPinyin, range),
  ])
  const heard = [
    ...found('initials', initials, ({ initialsLength }) => initialsLength - letters.length),
    ...found('pinyin', pinyin, open),
  ]
  if (heard.length > 0 || letters.length < 3) return heard
  return found('pinyin', await db.rows<SoundRow>(byPinyinPart, [adcode, letters]), open)
}
