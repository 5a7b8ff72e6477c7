/**
 * The case sheet in Word is read back as Word would: it says what the case says, in Chinese fonts, with its photos,
 * and nothing of people that does not belong on paper. Who took it stands in the audit log.
 */
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let story: CaseStory
beforeAll(async () => {
  county = await openTestCounty()
  story = await openStory(county, {
    report: { description: '路灯不亮，联系人 13812345678', address: '文化路 12 号' },
  })
  story.at('2026-06-15 09:10')
  await story.takeAll('sendOn', 'file', 'dispatch', 'start')
  story.at('2026-06-15 15:00')
  await story.takeAll('reportDone', 'passOn', 'issueCheck', 'passCheck', 'close')
})
afterAll(() => county.close())

const ask = (as: Voice, id: string, body: object = {}, requestId: string = newId()) =>
  county.app.inject({
    method: 'POST',
    url: `/api/cases/${id}/sheet`,
    payload: body,
    headers: { authorization: `Bearer ${as.token}`, 'idempotency-key': requestId },
  })

/** What stands in the file: its texts by paragraph, and its photos; the map has a test of its own. */
function readBack(file: Buffer) {
  const parts = unzipSync(new Uint8Array(file))
  const xmlOf = (name: string): string => strFromU8(parts[name] ?? new Uint8Array())
  const textsOf = (xml: string): string[] =>
    xml
      .split('</w:p>')
      .map((it) => [...it.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))
      .filter(Boolean)
  const pictures = Object.keys(parts).filter((it) => it.startsWith('word/media/') && !it.endsWith('.png'))
  const xml = xmlOf('word/document.xml')
  const foot = Object.keys(parts).find((it) => /^word\/footer\d+\.xml$/.test(it)) ?? ''
  return {
    xml,
    texts: textsOf(xml),
    styles: xmlOf('word/styles.xml'),
    foot: textsOf(xmlOf(foot)),
    pictures,
    parts,
  }
}

describe('the case sheet in Word', () => {
  it('is refused without the right, of a case one may not see, and in a language that is none', async () => {
    const before = await sumTables(county.database)
    expect((await ask(county.collector, story.id)).json()).toMatchObject({ code: 'access.not-permitted' })
    expect((await ask(county.otherUnit, story.id)).json()).toMatchObject({
      code: 'case.unknown',
      status: 404,
    })
    expect((await ask(county.dispatcher, newId())).json()).toMatchObject({ code: 'case.unknown' })
    expect((await ask(county.dispatcher, story.id, { language: 'fr' })).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('is logged once with who took it; the same request again gives it and logs nothing more', async () => {
    const first = await ask(county.shiftLeader, story.id, {}, 'sheet-once')
    expect(first.statusCode).toBe(200)
    const before = await sumTables(county.database)
    const again = await ask(county.shiftLeader, story.id, {}, 'sheet-once')
    expect(readBack(again.rawPayload).texts).toEqual(readBack(first.rawPayload).texts)
    expect(await sumTables(county.database)).toEqual(before)
    const audit = await county.database.rows(
      "select command, subject_id, actor_name, input from platform.audit_entries where request_id = 'sheet-once'",
    )
    expect(audit).toEqual([
      {
        command: 'case-sheet.take',
        subject_id: story.id,
        actor_name: '强值班',
        input: { id: story.id, language: 'zh' },
      },
    ])
  })

  it('says what the case says: facts, place, clocks with their reasons, and the story', async () => {
    const detail = await story.show()
    const reply = await ask(county.unit, story.id)
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(`案卷单_${detail.number}.docx`)}`,
    )
    const { texts, foot, styles, pictures, parts } = readBack(reply.rawPayload)
    expect(texts[0]).toBe('案卷单')
    expect(texts).toContain(`案卷号 ${detail.number} · 路灯 · 已结案`)
    for (const [label, text] of [
      ['上报号', detail.reportNumber],
      ['主办单位', '路灯管理所'],
      ['地址', '文化路 12 号'],
      ['坐标', `${detail.point?.[0].toFixed(6)}, ${detail.point?.[1].toFixed(6)} (CGCS2000)`],
      ['上报人', '魏采集'],
    ])
      expect(texts[texts.indexOf(label ?? '') + 1], label).toBe(text)
    const due = texts.indexOf('处置时限', texts.indexOf('时限'))
    expect(texts.slice(due, due + 6)).toContain('2026-06-15 09:10')
    const day = texts.indexOf(
      '2026-06-15',
      texts.findIndex((it) => it.startsWith('逐日计时')),
    )
    expect(day).toBeGreaterThan(0)
    const told = texts.slice(texts.lastIndexOf('办理过程'))
    for (const { zh } of detail.timeline)
      expect(
        told.some((it) => it.includes(zh)),
        zh,
      ).toBe(true)
    expect(told).toContain('措施：扶正灯杆并加固')
    expect(foot.join('')).toContain('邓路灯 于 2026-06-15 15:00 打印')
    expect(pictures).toHaveLength(detail.photos.length)
    for (const it of pictures) expect([...(parts[it] ?? []).slice(0, 2)], it).toEqual([0xff, 0xd8])
    expect(styles).toContain('w:eastAsia="仿宋"')
    expect(styles).toContain('w:eastAsia="宋体"')
  })

  it('hides numbers of people and the names of citizens', async () => {
    const citizen = await county.as({ username: 'shimin', name: '李小明', posts: ['citizen'] })
    const told = await openStory(county, { as: citizen, report: { photoIds: [await county.photo(citizen)] } })
    for (const id of [story.id, told.id]) {
      const all = Object.values(unzipSync(new Uint8Array((await ask(county.leader, id)).rawPayload)))
        .map((it) => strFromU8(it, true))
        .join('\n')
      expect(all).not.toContain('13812345678')
      expect(Buffer.from(all, 'latin1').toString()).not.toContain('李小明')
    }
    expect(readBack((await ask(county.leader, story.id)).rawPayload).texts).toContain(
      '路灯不亮，联系人 138****5678',
    )
    const { texts } = readBack((await ask(county.leader, told.id)).rawPayload)
    expect(texts[texts.indexOf('上报人') + 1]).toBe('李**')
  })

  it('is the same in English', async () => {
    const { texts } = readBack((await ask(county.leader, story.id, { language: 'en' })).rawPayload)
    expect(texts[0]).toBe('Case sheet')
    expect(texts).toContain('Lead unit')
    expect(texts.some((it) => it.startsWith('Day by day (disposal clock'))).toBe(true)
  })
})
