import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeFields, toBody } from './describe-fields.ts'
import { toFieldIssues } from './issue-text.ts'

const body = z.object({
  reason: z.string().min(2).max(500),
  unitId: z.uuid(),
  untilAt: z.iso.datetime({ offset: true }).optional(),
  onDate: z.iso.date(),
  result: z.enum(['true', 'false', 'unclear']),
  scores: z.number().int().min(1).max(5),
  isUrgent: z.boolean().default(false),
  photoIds: z.array(z.uuid()).min(2),
  person: z.string().nullable(),
  isDone: z.literal(true).meta({ zh: '已完成', en: 'done', widget: 'flag' }),
})

describe('the fields of a body', () => {
  const fields = describeFields(body)
  const kindsByName = Object.fromEntries(fields.map((it) => [it.name, it.kind]))

  it('follow from the schema', () => {
    expect(kindsByName).toEqual({
      reason: 'long-text',
      unitId: 'text',
      untilAt: 'instant',
      onDate: 'date',
      result: 'choice',
      scores: 'number',
      isUrgent: 'yes-no',
      photoIds: 'texts',
      person: 'text',
      isDone: 'tick',
    })
  })

  it('are required unless optional, defaulted or nullable', () => {
    expect(fields.filter((it) => !it.isRequired).map((it) => it.name)).toEqual([
      'untilAt',
      'isUrgent',
      'person',
    ])
  })

  it('carry options and bounds', () => {
    expect(fields.find((it) => it.name === 'result')?.options).toEqual(['true', 'false', 'unclear'])
    expect(fields.find((it) => it.name === 'reason')).toMatchObject({ min: 2, max: 500 })
    expect(fields.find((it) => it.name === 'photoIds')).toMatchObject({ min: 2 })
    expect(fields.find((it) => it.name === 'scores')?.options).toEqual(['1', '2', '3', '4', '5'])
  })

  it('carry the label and the widget that the contract states', () => {
    expect(fields.find((it) => it.name === 'isDone')).toMatchObject({
      label: { zh: '已完成', en: 'done' },
      widget: 'flag',
    })
    expect(fields.find((it) => it.name === 'person')?.isNullable).toBe(true)
  })
})

describe('what was filled in', () => {
  it('leaves out the empty and trims the rest', () => {
    expect(toBody({ a: ' x ', b: '', c: undefined, d: null, e: 0, f: false, g: [] })).toEqual({
      a: 'x',
      e: 0,
      f: false,
      g: [],
    })
  })

  it('says null where the contract wants it said', () => {
    expect(toBody({ person: '' }, ['person'])).toEqual({ person: null })
    expect(toBody({ person: 'x' }, ['person'])).toEqual({ person: 'x' })
  })

  it('is explained field by field, the first fault of each', () => {
    const parsed = body.safeParse({ reason: 'x', photoIds: [], result: 'maybe', scores: 9 })
    const issues = parsed.success ? new Map() : toFieldIssues(parsed.error)
    expect(issues.get('reason')).toMatchObject({ key: 'kit.form.least', values: { n: 2 } })
    expect(issues.get('unitId')).toMatchObject({ key: 'kit.form.required' })
    expect(issues.get('photoIds')).toMatchObject({ key: 'kit.form.leastItems', values: { n: 2 } })
    expect(issues.get('scores')).toMatchObject({ key: 'kit.form.range' })
    expect(issues.get('result')).toMatchObject({ key: 'kit.form.wrong' })
  })
})
