import { describe, expect, it } from 'vitest'
import { NewReport } from '#domain/intake/contract.ts'
import { toReport } from './to-report.ts'
import { emptyDraft } from './use-report-draft.ts'

const draft = { ...emptyDraft('hotline_12345'), description: '井盖破损', address: '景辉路 107 号' }

describe('the body of a report', () => {
  it('is what the contract takes', () => {
    const body = toReport({ ...draft, point: [103.04, 25.33], callerPhone: '138 0000 0000' }, true)
    expect(NewReport.safeParse(body).success).toBe(true)
    expect(body.caller).toMatchObject({ name: null, phone: '138 0000 0000', wantsReply: true })
  })
  it('leaves out a caller who is nobody, and one the source has not', () => {
    expect(toReport(draft, true)).not.toHaveProperty('caller')
    expect(toReport({ ...draft, callerName: '李' }, false)).not.toHaveProperty('caller')
  })
  it('takes a class with or without its condition', () => {
    const whole = {
      catalogueId: '0190a000-0000-7000-8000-000000000001',
      kind: 'matter',
      classCode: '06010',
      conditionId: '0190a000-0000-7000-8000-000000000002',
    }
    expect(toReport({ ...draft, classification: whole }, false)).toMatchObject(whole)
    const { conditionId: _left, ...open } = whole
    const body = toReport({ ...draft, classification: open }, false)
    expect(body).toMatchObject(open)
    expect(body).not.toHaveProperty('conditionId')
    expect(NewReport.safeParse(body).success).toBe(true)
  })
})
