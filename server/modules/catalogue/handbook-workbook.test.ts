import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { checkCatalogue } from '#domain/catalogue/check-catalogue.ts'
import { GenerationRules, proposeSuccessor } from '#domain/catalogue/generations.ts'
import { WorkbookMapping } from '#domain/catalogue/handbook-workbook/mapping.ts'
import { readWorkbook } from '#domain/catalogue/handbook-workbook/read-workbook.ts'
import { toWorkbookCatalogue } from '#domain/catalogue/handbook-workbook/to-catalogue.ts'
import { realData } from '#platform/testing/real-data.ts'
import rulesFile from '#standards/catalogues/gbt47678.5-2026/from-gbt30428.2-2013.json' with { type: 'json' }
import { readExcel, writeExcel } from './excel-file.ts'
import { readShippedCatalogue, readShippedMapping } from './standards-folder.ts'

const workbookPath = realData('case-standards-yuncheng/raw/muban.xlsx')
const standardPath = realData('case-standards-yuncheng/standards_component_event.csv')
const mapping = WorkbookMapping.parse(readShippedMapping('yuncheng-workbook'))
const clockWords = { 天: 'work_day', 小时: 'work_hour', 紧急工作时: 'urgent_hour', 紧急工作日: 'natural_day' }

it('reads an .xlsx file or says why not', async () => {
  await expect(readExcel(new TextEncoder().encode('no workbook'))).rejects.toMatchObject({
    code: 'catalogue.workbook-unreadable',
  })
  const small = await writeExcel(
    [{ sheet: '部件', headings: [{ text: '列', width: 9 }], rows: [['０１'], [2]] }],
    new Date(0),
  )
  const [sheet] = await readExcel(small)
  expect(sheet?.rows.map((it) => it.cells.map((cell) => cell.text))).toEqual([['列'], ['０１'], ['2']])
  await expect(readExcel(small, 1000)).rejects.toMatchObject({ code: 'catalogue.workbook-unreadable' })
  await expect(readExcel(small.slice(0, 900))).rejects.toMatchObject({
    code: 'catalogue.workbook-unreadable',
  })
})

describe.skipIf(!workbookPath || !standardPath)('the Yuncheng workbook (needs JINGWEI_REAL_DATA)', () => {
  const load = async () => readWorkbook(await readExcel(readFileSync(workbookPath ?? '')), mapping)
  const standard = () =>
    parse(readFileSync(standardPath ?? ''), { columns: true, bom: true }) as Record<string, string>[]

  it('gives 519 rules of 92 component and 98 event classes in 11 majors, and refuses none', async () => {
    const reading = await load()
    expect(reading.refused).toEqual([])
    expect(reading.rules).toHaveLength(519)
    expect(reading.read).toBe(519 + reading.warned.length)
    const { content, refused } = toWorkbookCatalogue(reading, mapping)
    expect(refused).toEqual([])
    expect(content.classes.filter((it) => it.kind === 'component')).toHaveLength(92)
    expect(content.classes.filter((it) => it.kind === 'matter')).toHaveLength(98)
    expect(content.majors).toHaveLength(11)
    expect(content.conditions).toHaveLength(519)
    expect(checkCatalogue(content)).toEqual([])
  })

  it('equals the parsed standard row by row', async () => {
    const { rules } = await load()
    const read = rules.map((it) => ({
      kind: it.kind === 'matter' ? 'event' : 'component',
      big_code: it.majorCode,
      big_name: it.majorName,
      small_code: it.item,
      small_name: it.className,
      filing_condition: it.filing,
      closing_condition: it.closing,
      time_limit_text: it.limitText,
      limit_value: it.limit?.value,
      limit_unit: it.limit?.unit,
      disposal_unit: it.responsible,
      supervising_dept: it.competent,
    }))
    const expected = standard().map((it) => ({
      ...it,
      limit_value: Number(it['limit_value']),
      limit_unit: clockWords[it['limit_unit'] as keyof typeof clockWords],
    }))
    expect(expected).toHaveLength(519)
    expect(read).toEqual(expected)
  })

  it('refuses the one odd limit by sheet, row and column when the mapping does not explain it', async () => {
    const sheets = await readExcel(readFileSync(workbookPath ?? ''))
    const reading = readWorkbook(sheets, { ...mapping, limitEndings: [] })
    expect(reading.rules).toHaveLength(518)
    expect(reading.refused).toHaveLength(1)
    const [only] = reading.refused
    expect(only).toMatchObject({ sheet: '事件', column: 'I（处置时限）' })
    expect(only?.reason.zh).toContain('1紧急工作时制止')
  })

  it('proposes successors in the national catalogue, or says that there is none', async () => {
    const { content } = toWorkbookCatalogue(await load(), mapping)
    const national = new Set(
      readShippedCatalogue('gbt47678.5-2026').classes.map((it) => `${it.kind} ${it.code}`),
    )
    const majors = new Map(content.majors.map((it) => [`${it.kind} ${it.code}`, it.name]))
    const lines = content.classes.map((it) =>
      proposeSuccessor(
        GenerationRules.parse(rulesFile),
        { kind: it.kind, code: it.code, majorName: majors.get(`${it.kind} ${it.majorCode}`) ?? '' },
        (kind, code) => national.has(`${kind} ${code}`),
      ),
    )
    const same = lines.filter((it) => it.relation === 'same')
    expect(same.length + lines.filter((it) => it.relation === 'dropped').length).toBe(190)
    for (const it of same) expect(national.has(`${it.toKind} ${it.toCode}`)).toBe(true)
    expect(lines.find((it) => it.fromKind === 'component' && it.fromCode === '0137')?.toCode).toBe('01037')
    expect(lines.find((it) => it.fromKind === 'component' && it.fromCode === '0199')?.relation).toBe(
      'dropped',
    )
  })
})
