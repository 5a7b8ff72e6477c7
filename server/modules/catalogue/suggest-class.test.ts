import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { buildVocabulary, suggestClass } from '#domain/catalogue/suggest-class.ts'
import { realData } from '#platform/testing/real-data.ts'
import { readShippedCatalogue } from './standards-folder.ts'

const profile = readShippedCatalogue('county-profile')
const vocabulary = buildVocabulary(profile.classes, profile.conditions)

describe('suggestions from the county profile', () => {
  it.each([
    ['学校门口有个井盖没了，很危险', 'component', '01023'],
    ['小区门口路灯不亮好几天了', 'component', '01037'],
    ['夜里工地打桩，夜间施工吵得睡不着', 'matter', '08001'],
    ['超市把货都摆出来，店外摆放占了人行道', 'matter', '09005'],
    ['烧烤摊油烟大', 'matter', '06029'],
    ['下雨后积水严重，车都过不去', 'matter', '99005'],
    ['有人乱停车', 'matter', '09009'],
    ['墙上全是牛皮癣', 'matter', '07001'],
  ])('%s', (text, kind, code) => {
    const found = suggestClass(text, vocabulary, 3)
    expect(found.map((it) => `${it.kind} ${it.code}`)).toContain(`${kind} ${code}`)
  })
})

const labels = realData('labelled-matters/labels.csv')
const messages = realData('teddy2020-gov-messages/hot_topic_messages.csv')

describe.skipIf(!labels || !messages)('on labelled messages (needs JINGWEI_REAL_DATA)', () => {
  const read = (path: string | undefined) =>
    parse(readFileSync(path ?? ''), { columns: true, bom: true }) as Record<string, string>[]

  it('has an accepted class among three for most subject lines', () => {
    const subjects = new Map(read(messages).map((it) => [it['message_id'], it['subject'] ?? '']))
    const coded = read(labels).filter((it) => it['code'] !== 'NONE')
    const hits = coded.filter((it) => {
      const accepted = new Set([it['code'], ...(it['alternatives'] ?? '').split(';')])
      // A component of the profile stands for the national matter of the same number (“…异常”).
      const found = suggestClass(subjects.get(it['message_id']) ?? '', vocabulary, 3)
      return found.some((one) => accepted.has(one.code))
    })
    expect(coded).toHaveLength(145)
    expect(hits.length).toBeGreaterThanOrEqual(94)
  })
})
