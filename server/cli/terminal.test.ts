import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { columnsOf, findLanguage, openTerminal, tableLines } from './terminal.ts'

describe('findLanguage', () => {
  it.each([
    [['--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    [['config', '--lang=zh-CN'], { LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [[], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [[], { LC_ALL: 'en_GB.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    [[], { LC_ALL: '', LC_MESSAGES: '', LANG: 'C.UTF-8' }, undefined],
    [[], {}, undefined],
  ] as const)('%j in %j is %s', (args, environment, language) => {
    expect(findLanguage(args, environment)).toBe(language)
  })
})

describe('openTerminal', () => {
  const sentence = { zh: '好', en: 'good' }
  const speak = (language: 'zh-CN' | 'en' | undefined) => {
    const [out, err] = [new PassThrough(), new PassThrough()]
    const terminal = openTerminal(language, { out, err })
    terminal.print('the result')
    terminal.note(sentence)
    return { out: String(out.read()), err: String(err.read()), label: terminal.label(sentence) }
  }

  it('keeps standard output for the result', () => {
    expect(speak('en')).toEqual({ out: 'the result\n', err: 'good\n', label: 'good' })
    expect(speak('zh-CN')).toEqual({ out: 'the result\n', err: '好\n', label: '好' })
  })

  it('speaks both languages where none is known', () => {
    expect(speak(undefined)).toEqual({ out: 'the result\n', err: '好\ngood\n', label: '好 · good' })
  })
})

describe('tableLines', () => {
  it('aligns columns by what they take on the screen', () => {
    const lines = tableLines([
      ['用户名', '岗位'],
      ['unit', '处置单位'],
      ['collector', '监督员'],
    ])
    expect(lines).toEqual(['用户名     岗位', 'unit       处置单位', 'collector  监督员'])
    expect(columnsOf('（县）a')).toBe(7)
  })
})
