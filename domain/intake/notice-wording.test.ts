import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changedWordings,
  exampleFacts,
  findWordingFault,
  findWordingsFault,
  noticeAbouts,
  noticeEventOf,
  noticeEvents,
  noticePlaceholders,
  renderNotice,
  toMessageParts,
} from './notice-wording.ts'

const ok = { zh: '您好，{小类}问题已于{日期}结案。', en: 'The {class} was closed on {date}.' }

describe('the wordings that ship', () => {
  it.each(noticeAbouts)('of %s are sound, one message, and complete with the example', (about) => {
    expect(findWordingFault(about, noticeEvents[about].wording)).toBeUndefined()
    const { zh, en } = renderNotice({}, about, exampleFacts)
    expect(`${zh}${en}`).not.toMatch(/[{}]/)
    expect(toMessageParts(zh).parts).toBe(1)
  })
})

describe('placeholders', () => {
  it('give nothing of a person', () => {
    expect(Object.keys(noticePlaceholders).sort()).toEqual([
      'class',
      'date',
      'leading',
      'number',
      'reason',
      'reportNumber',
      'unit',
    ])
    for (const word of [
      '电话',
      '姓名',
      '诉求人',
      '地址',
      '地点',
      '描述',
      '理由',
      'caller',
      'phone',
      'address',
      'description',
    ])
      for (const about of noticeAbouts)
        expect(findWordingFault(about, { ...ok, zh: `{${word}}` })?.code, word).toBe(
          'notice.placeholder-unknown',
        )
  })

  it('are those of the event', () => {
    expect(findWordingFault('case.close', { ...ok, zh: '由{单位}处置' })).toBeUndefined()
    const fault = findWordingFault('case.decline', { ...ok, zh: '由{单位}处置' })
    expect(fault?.sentence.zh).toBe(
      '“不予受理”的告知不能用 {单位}；可用的有 {上报号}、{小类}、{原因}、{日期}。',
    )
  })

  it('are filled in each language, and a fact that a case lacks has a word of its own', () => {
    const worded = { 'case.close': { zh: '{单位}已处置{小类}。', en: '{unit} put the {class} right.' } }
    expect(renderNotice(worded, 'case.close', exampleFacts)).toEqual({
      zh: '路灯管理所已处置路灯。',
      en: 'Street Lighting Station put the street lamp right.',
    })
    expect(renderNotice(worded, 'case.close', {})).toEqual({
      zh: '责任单位已处置城市管理。',
      en: 'the responsible unit put the city management right.',
    })
  })

  it('never leave a brace in what is told, whatever the case lacks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...noticeAbouts),
        fc.subarray(Object.keys(exampleFacts) as (keyof typeof exampleFacts)[]),
        (about, known) => {
          const all = noticeEventOf(about)
            .placeholders.map((key) => `{${noticePlaceholders[key].zh}}`)
            .join('')
          const facts = Object.fromEntries(known.map((key) => [key, exampleFacts[key]]))
          expect(renderNotice({ [about]: { zh: all, en: all } }, about, facts).zh).not.toMatch(/[{}]/)
        },
      ),
    )
  })
})

describe('a message', () => {
  it.each([
    [0, 0],
    [1, 1],
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
    [268, 4],
    [269, 5],
  ])('of %i characters goes in %i parts', (characters, parts) => {
    expect(toMessageParts('字'.repeat(characters))).toEqual({ characters, parts })
  })
})

describe('what is wrong', () => {
  it.each([
    [{ zh: ' ', en: 'x' }, 'notice.empty'],
    [{ zh: '好', en: '' }, 'notice.empty'],
    [{ zh: '{小类', en: 'x' }, 'notice.brace-alone'],
    [{ zh: '字'.repeat(268), en: 'x' }, undefined],
    [{ zh: '字'.repeat(269), en: 'x' }, 'notice.too-long'],
    // The example is counted, not the braces.
    [{ zh: `${'字'.repeat(262)}{小类}`, en: 'x' }, undefined],
    [{ zh: `${'字'.repeat(267)}{小类}`, en: 'x' }, 'notice.too-long'],
  ])('is told', (wording, code) => {
    expect(findWordingFault('case.close', wording)?.code).toBe(code)
    expect(findWordingsFault({ 'case.file': ok, 'case.close': wording })?.code).toBe(code)
  })
})

describe('what changed', () => {
  it('is told by event, as it is in force: worded anew, and back to what ships', () => {
    const shipped = noticeEvents['case.close'].wording
    expect(changedWordings({}, { 'case.close': ok })).toEqual({ 'case.close': [shipped, ok] })
    expect(changedWordings({ 'case.close': ok }, {})).toEqual({ 'case.close': [ok, shipped] })
    expect(changedWordings({}, { 'case.close': shipped })).toEqual({})
  })
})
