/** A roster file: what its cells mean, and every wrong one by row and column. */
import { describe, expect, it } from 'vitest'
import type { Cell } from '../table.ts'
import { dayOfHeading, type KnownRoster, toDeliveredRoster } from './roster-delivery.ts'
import { type Shift, stretchOf } from './shift.ts'

const shift = (id: string, name: string, mark: string, fromTime: string, toTime: string): Shift => ({
  id,
  organisationId: 'o',
  name,
  mark,
  fromTime,
  toTime,
  rounds: 1,
  endsOn: null,
  version: 1,
})
const early = shift('early', '早班', '早', '07:00', '14:00')
const long = shift('long', '长班', '长', '08:00', '20:00')
const night = shift('night', '夜班', '夜', '21:00', '08:00')
const known: KnownRoster = {
  today: '2026-06-15',
  people: [
    { id: 'wei', name: '魏采集', username: 'wei', posts: ['collector'] },
    { id: 'min', name: '闵受理', username: 'min', posts: ['acceptor'] },
    { id: 'li1', name: '李明', username: 'liming1', posts: ['collector'] },
    { id: 'li2', name: '李明', username: 'liming2', posts: ['collector'] },
  ],
  shifts: [early, long, night],
  areas: [{ code: '530127001', name: '嵩阳街道' }],
  grids: [{ code: 'G1', name: '责任网格一' }],
  standing: [],
}
const rows = (...columns: Record<string, Cell>[]) =>
  columns.map((it, index) => ({ rowNumber: index + 2, columns: it }))
const faults = (it: ReturnType<typeof toDeliveredRoster>) =>
  it.refused.map(({ row, column, reason }) => [row, column, reason.zh])

describe('a roster file', () => {
  it('says who is on which shift on which day, by name or mark', () => {
    const it = toDeliveredRoster(
      rows(
        {
          姓名: '魏采集',
          责任区: '责任网格一',
          '2026-06-16': '早班',
          '2026-06-17': '夜',
          '2026-06-18': '休',
        },
        { 姓名: '闵受理', 岗位: '受理员', '2026-06-16': null, '2026-06-17': '早、夜班', '2026-06-18': '' },
      ),
      known,
    )
    expect(it.refused).toEqual([])
    expect(it).toMatchObject({ personIds: ['wei', 'min'], days: ['2026-06-16', '2026-06-17', '2026-06-18'] })
    expect(it.lines).toEqual([
      {
        personId: 'wei',
        onDate: '2026-06-16',
        shiftId: 'early',
        post: 'collector',
        areaCode: null,
        gridCode: 'G1',
      },
      {
        personId: 'wei',
        onDate: '2026-06-17',
        shiftId: 'night',
        post: 'collector',
        areaCode: null,
        gridCode: 'G1',
      },
      {
        personId: 'min',
        onDate: '2026-06-17',
        shiftId: 'early',
        post: 'acceptor',
        areaCode: null,
        gridCode: null,
      },
      {
        personId: 'min',
        onDate: '2026-06-17',
        shiftId: 'night',
        post: 'acceptor',
        areaCode: null,
        gridCode: null,
      },
    ])
  })

  it('is refused cell by cell', () => {
    const it = toDeliveredRoster(
      rows(
        { 用户名: 'wei', 姓名: '魏采集', 责任区: '月亮', '2026-06-16': '早' },
        { 姓名: '李明', '2026-06-16': '早' },
        { 姓名: '王五', '2026-06-16': '早' },
        { 用户名: 'liming1', 姓名: '李明', '2026-06-16': '白班' },
        { 用户名: 'liming2', 姓名: '李民', '2026-06-16': '早' },
        { 用户名: 'min', 岗位: '派遣员', '2026-06-16': '早' },
        { 用户名: 'liming1', 姓名: '李明', '2026-06-16': '早' },
      ),
      known,
    )
    expect(it.lines).toEqual([])
    expect(faults(it)).toEqual([
      [2, '责任区', '没有名称或代码为“月亮”的区域或责任网格'],
      [3, '用户名', '有 2 人叫“李明”，请填写用户名'],
      [4, '姓名', '本单位没有“王五”'],
      [5, '2026-06-16', '“白班”不在已知取值之内（早班、长班、夜班、休）'],
      [6, '姓名', '这个用户名的姓名是“李明”'],
      [7, '岗位', '“派遣员”不在已知取值之内（受理员）'],
      [8, '姓名', '编号“李明”与第 5 行相同'],
    ])
  })

  it('puts nobody in two places at once, within the file or beside it', () => {
    const standing = [
      {
        id: 'x',
        organisationId: 'o',
        personId: 'wei',
        onDate: '2026-06-15',
        shiftId: 'night',
        post: 'collector' as const,
        areaCode: null,
        gridCode: null,
        ...stretchOf(night, '2026-06-15'),
      },
    ]
    const it = toDeliveredRoster(rows({ 姓名: '魏采集', '2026-06-16': '早', '2026-06-17': '早、长' }), {
      ...known,
      standing,
    })
    expect(faults(it)).toEqual([
      [2, '2026-06-16', '与本人其他班次时间重叠'],
      [2, '2026-06-17', '与本人其他班次时间重叠'],
    ])
  })

  it('leaves the past as it was, and has a column of a day', () => {
    const past = toDeliveredRoster(rows({ 姓名: '魏采集', '2026-06-14': '早' }), known)
    expect(faults(past)).toEqual([[2, '2026-06-14', '这一天已过，与原排班不同，不能更改']])
    expect(toDeliveredRoster(rows({ 姓名: '魏采集', '2026-06-14': '休' }), known).refused).toEqual([])
    expect(faults(toDeliveredRoster(rows({ 姓名: '魏采集', 周一: '早' }), known))).toEqual([
      [1, null, '没有日期列：列名应为日期，如 2026-06-15'],
    ])
  })

  it.each([
    ['2026-06-05', '2026-06-05'],
    ['2026/6/5', '2026-06-05'],
    ['2026年6月5日', '2026-06-05'],
    ['2026-06-05 周五', '2026-06-05'],
    ['2026-02-30', undefined],
    ['姓名', undefined],
    ['06-05', undefined],
  ])('reads the heading %s as %s', (heading, day) => {
    expect(dayOfHeading(heading)).toBe(day)
  })
})
