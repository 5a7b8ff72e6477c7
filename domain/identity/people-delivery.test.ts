import { describe, expect, it } from 'vitest'
import type { Cell } from '../table.ts'
import { peopleColumns, toDeliveredPeople } from './people-delivery.ts'

const known = {
  adcode: '530127',
  usernames: new Set(['taken']),
  organisations: [{ id: 'o1', name: '路灯管理所', shortName: '路灯所', externalCode: 'lamps' }],
}
const row = (rowNumber: number, it: Partial<Record<keyof typeof peopleColumns, Cell>>) => ({
  rowNumber,
  columns: Object.fromEntries(
    Object.entries({ username: 'wang', name: '王强', posts: '监督员', ...it }).map(([field, value]) => [
      peopleColumns[field as keyof typeof peopleColumns],
      value,
    ]),
  ),
})
const judge = (...rows: ReturnType<typeof row>[]) => toDeliveredPeople(rows, known)

describe('a staff list', () => {
  it('names people by the words of the trade or by code', () => {
    const whole = {
      organisation: '路灯所',
      posts: '受理员、shift_leader',
      areas: '530127001；530127002',
      phone: '13800001234',
    }
    expect(judge(row(2, whole))).toEqual({
      refused: [],
      people: [
        {
          row: 2,
          username: 'wang',
          name: '王强',
          organisationId: 'o1',
          organisationName: '路灯管理所',
          posts: ['acceptor', 'shift_leader'],
          areaCodes: ['530127001', '530127002'],
          phone: '13800001234',
        },
      ],
    })
    // A spreadsheet delivers numbers where somebody typed digits.
    expect(judge(row(2, { areas: 530127001, phone: 13800001234 })).people[0]).toMatchObject({
      areaCodes: ['530127001'],
      phone: '13800001234',
    })
  })

  it.each([
    ['username', '', '未填写'],
    ['username', 'Wang Qiang', '不是用户名'],
    ['username', 'taken', '已被使用'],
    ['name', '  ', '未填写'],
    ['name', '长'.repeat(51), '最多 50 字'],
    ['organisation', '水务局', '没有名称'],
    ['posts', '', '未填写'],
    ['posts', '监督员、观察员', '“观察员”不在已知取值之内'],
    ['areas', '530128001', '不是本县'],
    ['areas', '嵩阳街道', '不是本县'],
    ['phone', '不详', '不是电话号码'],
  ] as const)('tells what is wrong with %s “%s”', (field, value, reason) => {
    const { people, refused } = judge(row(7, { [field]: value }))
    expect([people, refused.map((it) => [it.row, it.column])]).toEqual([[], [[7, peopleColumns[field]]]])
    expect(refused[0]?.reason.zh).toContain(reason)
  })

  it('tells every wrong cell of every row, and a user name that stands twice', () => {
    const { refused } = judge(row(2, {}), row(3, {}), row(4, { username: '?', name: '', phone: 'x' }))
    expect(refused.map((it) => [it.row, it.column])).toEqual([
      [3, '用户名'],
      [4, '用户名'],
      [4, '姓名'],
      [4, '手机号'],
    ])
    expect(refused[0]?.reason.zh).toContain('第 2 行')
  })
})
