/** The count-by-count report of a migration: the file beside ours, table by table, and every difference by itself. */
import type { CarriedCase } from '#domain/cases/carried-over/carried-case.ts'
import { isWithUnit } from '#domain/cases/carried-over/carried-case.ts'
import { Counts, compareCarried } from '#domain/cases/carried-over/reconcile.ts'
import { sourceNames } from '#domain/cases/source.ts'
import { caseStates } from '#domain/cases/state.ts'
import { columnOfField } from '#domain/components/component-delivery.ts'
import type { Mapping } from '#domain/exchange/mapping.ts'
import type { Sentence } from '#domain/problem.ts'
import { type FoundCarried, getClockContext, organisationsById } from '#modules/cases/index.ts'
import type { House } from '#platform/house.ts'
import { assistIn, canonicalNames, compareTies } from './compare-ties.ts'
import type { OldPhotosReport } from './import-old-photos.ts'
import type { OldTotal } from './old-totals.ts'

/** What the file holds, counted as it was read. */
export type FileTally = {
  rows: number
  /** Rows that could not be read; they are in no other count. */
  unread: number
  readonly items: CarriedCase[]
  /** `field/word` in the words of the file, over all rows. */
  readonly words: Map<string, number>
}

/** One line of a table of counts; `difference` is ours less the file. */
export type CountLine = {
  readonly key: Sentence
  readonly file: number
  readonly ours: number
  readonly difference: number
}
export type CountTable = { readonly title: Sentence; readonly lines: readonly CountLine[] }

/** One thing in which the two differ. */
export type DifferenceLine = {
  readonly oldNumber: string
  readonly row: number | null
  readonly field: string
  readonly file: string
  readonly ours: string
}

export type Comparison = {
  readonly tables: readonly CountTable[]
  readonly differences: readonly DifferenceLine[]
  /** Whether every count is the same and no case differs. */
  readonly isClean: boolean
}

type Place = { readonly house: House; readonly adcode: string; readonly cutOver: Date }
type Given = {
  readonly tally: FileTally
  readonly standing: ReadonlyMap<string, FoundCarried>
  readonly photos: OldPhotosReport | undefined
  readonly totals: readonly OldTotal[]
  readonly refused: number
  readonly mapping: Mapping
}

const same = (word: string): Sentence => ({ zh: word, en: word })
const dimensions = {
  state: { zh: '按状态', en: 'by state' },
  unit: { zh: '按处置单位', en: 'by unit' },
  assist: { zh: '按协办单位', en: 'by assisting unit' },
  class: { zh: '按小类', en: 'by class' },
  source: { zh: '按来源', en: 'by source' },
  light: { zh: '按切换时刻的灯色', en: 'by light at the cut-over' },
} as const
type Dimension = keyof typeof dimensions

/** Counts and compares. */
export async function compareWithFile(place: Place, given: Given): Promise<Comparison> {
  const counts = Object.fromEntries(Object.keys(dimensions).map((it) => [it, new Counts()])) as Record<
    Dimension,
    Counts
  >
  const left = { file: 0, ours: 0, cases: 0 }
  const components = { file: 0, ours: 0 }
  const differences: DifferenceLine[] = []
  const units = await organisationsById(place.house.database, place.adcode)
  const canonical = canonicalNames(units.values())
  for (const it of given.tally.items) {
    const found = given.standing.get(it.oldNumber)
    countFile(counts, it, canonical)
    if (it.componentCode !== null) components.file += 1
    if (!found) {
      differences.push({ ...lineOf(it), field: '', file: '有', ours: '无' })
      continue
    }
    const { opened } = found
    const context = await getClockContext(
      place.house.database,
      place.adcode,
      place.house.clock.now(),
      opened.leadUnitId,
    )
    const compared = compareCarried(it, opened, new Date(found.cutOver), context)
    counts.state.add('ours', opened.state)
    counts.source.add('ours', opened.source)
    counts.class.add('ours', classKey(opened.kind, opened.classCode))
    const ties = compareTies(it, opened, units, canonical)
    if (isWithUnit(it.state)) counts.unit.add('ours', ties.unit)
    for (const name of ties.assist) counts.assist.add('ours', name)
    if (opened.componentId !== null) components.ours += 1
    counts.light.add('file', compared.light.file)
    counts.light.add('ours', compared.light.ours)
    if (compared.left) {
      left.file += compared.left.file
      left.ours += compared.left.ours
      left.cases += 1
    }
    for (const { field, file, ours } of [...compared.differences, ...ties.differences])
      differences.push({ ...lineOf(it), field: columnOfField(given.mapping, field) ?? field, file, ours })
    const photos = given.photos?.byCase.get(it.oldNumber)
    if (photos && photos.file !== photos.ours)
      differences.push({ ...lineOf(it), field: '照片', file: String(photos.file), ours: String(photos.ours) })
  }
  const tables = [
    rowsTable(given, left, components),
    ...(Object.keys(dimensions) as Dimension[])
      .map((it) => toTable(it, counts[it]))
      // Of assisting units there may be none at all.
      .filter(({ lines }) => lines.length),
    ...totalsTable(given),
  ]
  const isClean =
    !differences.length &&
    !given.photos?.refused.length &&
    tables.every(({ lines }) => lines.every((it) => it.difference === 0))
  return { tables, differences, isClean }
}

const lineOf = ({ oldNumber, row }: CarriedCase) => ({ oldNumber, row })
const classKey = (kind: string | null, code: string | null): string =>
  code ? `${kind === 'component' ? '部件' : '事项'} ${code}` : ''

function countFile(
  counts: Record<Dimension, Counts>,
  it: CarriedCase,
  canonical: ReadonlyMap<string, string>,
): void {
  counts.state.add('file', it.state)
  counts.source.add('file', it.source)
  counts.class.add('file', classKey(it.kind, it.classCode))
  if (isWithUnit(it.state)) counts.unit.add('file', canonical.get(it.unit ?? '') ?? it.unit ?? '')
  for (const name of assistIn(it, canonical)) counts.assist.add('file', name)
}

const hours = (milliseconds: number): number => Math.round(milliseconds / 36_000) / 100

function rowsTable(
  { tally, standing, photos }: Given,
  left: { file: number; ours: number; cases: number },
  components: { file: number; ours: number },
): CountTable {
  const line = (zh: string, en: string, file: number, ours: number): CountLine => ({
    key: { zh, en },
    file,
    ours,
    difference: Math.round((ours - file) * 100) / 100,
  })
  const taken = tally.items.filter((it) => standing.has(it.oldNumber)).length
  return {
    title: { zh: '总数', en: 'totals' },
    lines: [
      line('案件（行）', 'cases (rows)', tally.rows, taken),
      line(
        `剩余时限合计（小时，${left.cases} 件有处置时限的案件）`,
        `time left in all (hours, of ${left.cases} cases with a disposal limit)`,
        hours(left.file),
        hours(left.ours),
      ),
      ...(components.file
        ? [line('有部件的案件', 'cases with a component', components.file, components.ours)]
        : []),
      ...(photos ? [line('照片', 'photos', filesIn(photos), photos.taken)] : []),
    ],
  }
}

/** Files of cases, also those that a row names and nobody finds; what lies under no case is told by name. */
const filesIn = ({ byCase }: OldPhotosReport): number =>
  [...byCase.values()].reduce((sum, it) => sum + it.file, 0)

const notSaid: Sentence = { zh: '文件未说明', en: 'the file does not say' }
const lightNames: Readonly<Record<string, Sentence>> = {
  red: { zh: '红', en: 'red' },
  yellow: { zh: '黄', en: 'yellow' },
  green: { zh: '绿', en: 'green' },
  paused: { zh: '暂停', en: 'paused' },
  'not-said': notSaid,
}

function nameOf(dimension: Dimension, key: string): Sentence {
  if (key === '') return notSaid
  if (dimension === 'state')
    return Object.hasOwn(caseStates, key) ? caseStates[key as keyof typeof caseStates] : same(key)
  if (dimension === 'source') return sourceNames[key as keyof typeof sourceNames] ?? same(key)
  return dimension === 'light' ? (lightNames[key] ?? same(key)) : same(key)
}

const toTable = (dimension: Dimension, counts: Counts): CountTable => ({
  title: dimensions[dimension],
  lines: counts.lines().map(({ key, ...numbers }) => {
    const { zh, en } = nameOf(dimension, key)
    return { key: { zh, en }, ...numbers }
  }),
})

/** What the old system prints against what its own file holds. */
function totalsTable({ totals, tally }: Given): CountTable[] {
  if (!totals.length) return []
  const lines = totals.map(({ field, word, count }): CountLine => {
    const file = field === 'rows' ? tally.rows : (tally.words.get(`${field}/${word}`) ?? 0)
    return {
      key: same(word || (field === 'rows' ? '总数' : field)),
      file: count,
      ours: file,
      difference: file - count,
    }
  })
  return [
    {
      title: { zh: '旧系统打印的合计与其导出文件', en: "the old system's printed totals and its own file" },
      lines,
    },
  ]
}
