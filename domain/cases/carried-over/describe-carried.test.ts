/** People read in the log what the old system said, in words. */
import { expect, it } from 'vitest'
import { describeCarried } from './describe-carried.ts'

const told = (data: Record<string, unknown>) =>
  describeCarried(data).map(({ name, says }) => `${name}: ${says.zh} / ${says.en}`)

it('tells number, state, limit, what was left or overdue, and the deadline', () => {
  const said = { oldNumber: 'A-17', oldState: '处理中', limit: { value: 16, unit: 'work_hour' } }
  const cutOver = '2026-12-01T00:00:00.000Z'
  expect(told({ carried: { cutOver, said: { ...said, left: { value: -3.5, unit: null } } } })).toEqual([
    'cutOver: 2026-12-01 08:00 / 2026-12-01 08:00',
    'oldNumber: A-17 / A-17',
    'oldState: 处理中 / 处理中',
    'oldLimit: 16 个工作时 / 16 work hours',
    'oldLeft: 超期 3.5 个工作时 / overdue by 3.5 work hours',
  ])
  expect(
    told({ carried: { cutOver, said: { dueOn: '2026-12-03', left: { value: 1, unit: 'work_day' } } } }),
  ).toEqual([
    'cutOver: 2026-12-01 08:00 / 2026-12-01 08:00',
    'oldLeft: 1 个工作日 / 1 work day',
    'oldDue: 2026-12-03 / 2026-12-03',
  ])
})

it('tells the component and the units that assisted, as they were named there', () => {
  const said = { componentCode: '5301270103700042', assistUnits: ['供水公司', '燃气公司'] }
  expect(told({ carried: { said } })).toEqual([
    'oldComponent: 5301270103700042 / 5301270103700042',
    'oldAssistUnits: 供水公司、燃气公司 / 供水公司、燃气公司',
  ])
})

it('counts photos, and has nothing to say of other entries', () => {
  expect(told({ photos: [{}, {}] })).toEqual(['oldPhotos: 2 张 / 2'])
  expect(told({ reason: '无' })).toEqual([])
})
