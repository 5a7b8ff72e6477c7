/**
 * An auditor's morning: who looked at a telephone number in full, what somebody was refused, whether the chain is sound, and a
 * stretch of it to take along, which proves itself without the county. The moral: nobody else comes to this page, and whoever
 * reads it stands in it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkExport } from '#platform/audit/export/check-export.ts'
import { openExport } from '#platform/audit/export/open-export.ts'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'
import { screenFaults } from './screen-faults.ts'

describe.skipIf(!hasChromium)('the auditor (needs /usr/bin/chromium)', { timeout: 240_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let folder: string
  const reason = '市民来电核实采集员身份'

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    folder = await mkdtemp(join(tmpdir(), 'jingwei-auditor-'))
    await (await openStory(county)).takeAll('sendOn', 'file')
    const body = {
      username: 'qian',
      name: '钱有电',
      phone: '13812345678',
      posts: ['collector'],
      areaCodes: [],
    }
    const { id } = (await county.sysadmin.post('/api/people', body)).body
    await county.sysadmin.post(`/api/people/${String(id)}/unmask-phone`, { reason })
    await county.collector.get('/api/accounts')
    desk = await openDesk(county)
    await county.audit.seal()
  }, 120_000)
  afterAll(async () => {
    await desk?.close()
    await county?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const faults = async (sitter: Sitter): Promise<string[]> => [
    ...(await sitter.violations()),
    ...(await screenFaults(sitter.page)),
  ]

  it('finds who unmasked a number by keyboard, proves the chain, and takes an export along', async () => {
    const auditor = await desk.sit('shen-ji')
    const { page } = auditor
    await auditor.visit('/admin')
    await page.getByRole('heading', { name: '审计记录', exact: true }).waitFor()
    expect(await faults(auditor)).toEqual([])

    await page.getByLabel('类别').selectOption('personal')
    await page.getByRole('cell', { name: '查看人员完整电话' }).waitFor()
    expect(page.url()).toContain('topic=personal')
    await page.getByRole('heading', { name: '审计记录', exact: true }).click()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText(reason).waitFor()
    await page.getByText(/第 \d+ 条，第 \d+ 块/).waitFor()
    expect(await faults(auditor)).toEqual([])
    await page.getByRole('button', { name: '此对象的全部记录' }).click()
    await page.getByRole('cell', { name: '新增人员' }).waitFor()

    await page.getByRole('button', { name: '清除条件' }).click()
    await page.keyboard.press('/')
    await page.keyboard.type(county.collector.session.name)
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: '无权访问被拒' }).waitFor()
    await page.getByLabel('人员', { exact: true }).fill('没有此人')
    await page.keyboard.press('Enter')
    await page.getByText('没有符合条件的记录').waitFor()
    expect(await faults(auditor)).toEqual([])
    await page.getByRole('button', { name: '清除条件' }).click()

    await page.getByRole('button', { name: '验证审计链' }).click()
    await page.getByRole('progressbar', { name: '正在验证' }).waitFor()
    await county.settle()
    await page.getByText(/验证：\d+ 条，0 处问题/).waitFor()
    await page.getByText('完好').waitFor()

    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog', { name: '导出审计记录' })
    await dialog.getByRole('button', { name: '开始导出' }).click()
    await dialog.getByText('排队中').waitFor()
    expect(await faults(auditor)).toEqual([])
    await county.settle()
    const download = page.waitForEvent('download')
    await dialog.getByRole('link', { name: '下载' }).click()
    const file = join(folder, 'audit.zip')
    await (await download).saveAs(file)
    const opened = await openExport(file)
    const proof = await checkExport(opened, { file, trusted: county.sealer.listKeys() })
    opened.close()
    expect(proof.faults).toEqual([])
    expect(proof.proved).toBeGreaterThan(20)

    // Whoever reads the audit stands in it.
    const { body } = await county.auditAdmin.get('/api/audit/lines?topic=audit&actors=people')
    const commands = (body['lines'] as { command: string }[]).map((it) => it.command)
    for (const it of ['search', 'read-line', 'request-check', 'request-export', 'fetch-export'])
      expect(commands).toContain(`audit.${it}`)
  })

  it('says the same in English, and by a link', async () => {
    const auditor = await desk.sit('shen-ji', { language: 'en', width: 1920, height: 1080 })
    const { page } = auditor
    await auditor.visit('/admin/audit?topic=personal')
    await page.getByRole('cell', { name: "saw a person's telephone number in full" }).waitFor()
    expect(await faults(auditor)).toEqual([])
  })

  it('is nothing that other administrators see', async () => {
    for (const username of ['root-admin', 'an-quan']) {
      const other = await desk.sit(username)
      await other.visit('/admin')
      expect(await other.page.getByRole('link', { name: '审计记录' }).count()).toBe(0)
      await other.visit('/admin/audit')
      await other.page.getByText('您的岗位没有').first().waitFor()
      await other.page.context().close()
    }
  })
})
