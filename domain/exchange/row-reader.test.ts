import { describe, expect, it } from 'vitest'
import { createDeriver } from './derive.ts'
import { columnsOf, FieldRule, Mapping } from './mapping.ts'
import { createRowReader } from './row-reader.ts'

const mapping = (more: object = {}) =>
  Mapping.parse({
    name: 'lamps',
    noun: 'components',
    title: { zh: '灯', en: 'lamps' },
    source: 'a test',
    file: { format: 'csv', encoding: 'utf-8' },
    position: { lng: 'x', lat: 'y', datum: 'wgs84' },
    fields: { externalCode: { column: 'id' }, name: { constant: 'lamp' } },
    attributes: { colour: { column: 'colour' } },
    ...more,
  })
const reader = (more: object = {}) =>
  createRowReader(mapping(more), { adcode: '530127', keyField: 'externalCode' })
const row = (rowNumber: number, id: string, x: number, colour = '') => ({
  rowNumber,
  columns: { id, x, y: 25, colour },
})

describe('reading the rows of one file', () => {
  it('gives fields, attributes that are given, and the position', () => {
    const read = reader()(row(2, 'a', 103, 'red'))
    expect(read.fields).toEqual({ externalCode: 'a', name: 'lamp' })
    expect(read.attributes).toEqual({ colour: 'red' })
    expect(read.geometry).toEqual({ type: 'Point', coordinates: [103, 25] })
    expect(reader()(row(2, 'a', 103)).attributes).toEqual({})
  })

  it('warns of a repeated position, naming the first row', () => {
    const read = reader({ repeated: { position: 'warn' } })
    read(row(2, 'a', 103))
    expect(read(row(3, 'b', 104)).warned).toEqual([])
    const [finding] = read(row(4, 'c', 103)).warned
    expect(finding?.row).toBe(4)
    expect(finding?.reason.en).toContain('row 2')
  })

  it('refuses a repeated key, or keeps it under a number', () => {
    const strict = reader()
    strict(row(2, 'a', 103))
    expect(strict(row(3, 'a', 104)).refused.map((it) => it.column)).toEqual(['id'])
    const lenient = reader({ repeated: { key: 'number' } })
    lenient(row(2, 'a', 103))
    const again = lenient(row(3, 'a', 104))
    expect([again.fields['externalCode'], again.refused.length, again.warned.length]).toEqual(['a#2', 0, 1])
    expect(lenient(row(4, 'a', 105)).fields['externalCode']).toBe('a#3')
  })

  it('a refused row does not make a good one look repeated', () => {
    const read = reader({
      repeated: { position: 'warn' },
      fields: { externalCode: { column: 'id', missing: 'refuse' } },
    })
    expect(read(row(2, '', 103)).refused.length).toBe(1)
    expect(read(row(3, 'b', 103)).warned).toEqual([])
  })

  it('tells a broken record as it came', () => {
    const broken = { rowNumber: 9, columns: {}, broken: { zh: '坏', en: 'broken' } }
    expect(reader()(broken).refused).toEqual([{ row: 9, column: null, reason: broken.broken }])
  })

  it('takes attributes from one column as an object, and refuses what is none', () => {
    const read = reader({ attributes: {}, attributeObject: 'colour' })
    expect(read(row(2, 'a', 103, '{"height":8,"lit":true}')).attributes).toEqual({ height: 8, lit: true })
    expect(read(row(3, 'b', 104, '')).attributes).toEqual({})
    expect(read(row(4, 'c', 105, '[1]')).refused.map((it) => it.column)).toEqual(['colour'])
    expect(read(row(5, 'd', 106, '{')).refused.map((it) => it.column)).toEqual(['colour'])
  })

  it('names every column that it reads', () => {
    expect(columnsOf(mapping()).sort()).toEqual(['colour', 'id', 'x', 'y'])
  })
})

describe('gathering what rows name', () => {
  it('takes the code as the key and other names as aliases', () => {
    const rule = (column: string) => FieldRule.parse({ column })
    const deriver = createDeriver(
      { code: rule('id'), name: rule('name') },
      { adcode: '440310', zone: undefined },
    )
    const names = [
      ['1', '市政'],
      ['2', '环卫'],
      ['1', '市政所'],
      ['1', '市政'],
      ['', '无'],
      ['1', '市政所'],
    ]
    for (const [index, [id = '', name = '']] of names.entries())
      deriver.add({ rowNumber: index + 2, columns: { id, name } })
    expect(deriver.list()).toEqual([
      { code: '1', name: '市政', aliases: ['市政所'], extra: {}, rows: 4 },
      { code: '2', name: '环卫', aliases: [], extra: {}, rows: 1 },
    ])
    expect(deriver.warned.map((it) => it.row)).toEqual([4])
  })
})
