/** What the administrators do: colleagues and their posts, settings, the audit, days off and places. */
import { expect } from 'vitest'
import type { PostTask, WorkPlace } from './post-task.ts'

/** Far off, so that no open case is due there; one working day for each combination. */
const daysOff = ['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06']

export const administratorTasks: readonly PostTask[] = [
  {
    post: 'sysadmin',
    task: 'adds a colleague, whose first password opens the door once',
    run: async (at) => {
      const { county, say, turn } = at
      const admin = await at.sit('root-admin')
      const { page } = admin
      await admin.visit('/admin/people')
      await page.getByRole('heading', { name: say('人员', 'People'), exact: true }).waitFor()
      await page.keyboard.press('a')
      const dialog = page.getByRole('dialog', { name: say('新增人员', 'Add a person') })
      await dialog.getByLabel(new RegExp(`^${say('姓名', 'Name')}`)).fill(`周新来${turn}`)
      await dialog.getByLabel(say('用户名', 'User name')).fill(`zhou.new${turn}`)
      await dialog.getByLabel(say('受理员', 'acceptor')).check()
      expect(await at.faults(admin)).toEqual([])
      await dialog.getByRole('button', { name: say('新增人员', 'Add a person') }).click()
      const output = page.getByRole('dialog').locator('output')
      await output.waitFor()
      expect(await at.untidiness(admin)).toEqual([])
      const password = await output.textContent()
      const door = await county.stranger.post('/api/session', { username: `zhou.new${turn}`, password })
      expect(door).toMatchObject({ status: 200, body: { mustChangePassword: true, permissions: [] } })
    },
  },
  {
    post: 'sysadmin',
    task: 'changes how often a case may be extended, and sees who changed it',
    run: async (at) => {
      const { county, say, turn } = at
      const admin = await at.sit('root-admin')
      const { page } = admin
      const version = Number((await county.sysadmin.get('/api/case-settings')).body['version']) + 1
      await admin.visit('/admin/case-settings')
      await page.getByLabel(say('延期次数', 'Extensions'), { exact: true }).fill(String(turn + 2))
      await page.getByText(say('1 项更改尚未保存', 'Not saved yet: 1')).waitFor()
      expect(await at.faults(admin)).toEqual([])
      await page.getByRole('button', { name: say('保存', 'Save'), exact: true }).click()
      await page.getByText(say(`第 ${version} 版`, `Version ${version}`), { exact: true }).waitFor()
      const history = page.getByRole('complementary', { name: say('变更记录', 'History') })
      await history.getByText(say('延期次数', 'Extensions')).first().waitFor()
      const { body } = await county.sysadmin.get('/api/case-settings')
      expect(body).toMatchObject({ version, settings: { mostExtensions: turn + 2 } })
    },
  },
  {
    post: 'security_admin',
    task: 'grants a newcomer the posts that were applied for',
    run: async (at) => {
      const { county, say, turn } = at
      const username = `wu.new${turn}`
      const body = { username, name: `吴待授${turn}`, posts: ['inspector'], areaCodes: [] }
      const id = String((await county.sysadmin.post('/api/people', body)).body['id'])
      const granter = await at.sit('an-quan')
      const { page } = granter
      await granter.visit(`/admin/people?state=applied&id=${id}`)
      await page.getByText(say('待安全管理员授权：督查员', 'still to grant: inspector')).waitFor()
      expect(await at.faults(granter)).toEqual([])
      await page.getByRole('button', { name: say('岗位和区域授权', 'Grant posts and areas') }).click()
      const dialog = page.getByRole('dialog')
      expect(await dialog.getByLabel(say('督查员', 'inspector')).isChecked()).toBe(true)
      expect(await at.faults(granter)).toEqual([])
      await dialog.getByRole('button', { name: say('授权', 'Grant'), exact: true }).click()
      await dialog.waitFor({ state: 'hidden' })
      const { body: account } = await county.sysadmin.get(`/api/accounts/${id}`)
      expect(account).toMatchObject({ posts: ['inspector'], applied: null })
    },
  },
  {
    post: 'audit_admin',
    task: 'sees the cameras and who watched them, and nothing of the business',
    run: async (at) => {
      const { county, say } = at
      const auditor = await at.sit('shen-ji')
      const { page } = auditor
      await auditor.visit('/admin/cameras')
      await page.getByRole('heading', { name: say('视频探头', 'Cameras'), exact: true }).waitFor()
      expect(await at.faults(auditor)).toEqual([])
      expect((await county.auditAdmin.get('/api/cases')).body).toMatchObject({ code: 'access.not-permitted' })
    },
  },
  {
    post: 'audit_admin',
    task: 'finds who saw a telephone number in full, and why',
    run: async (at) => {
      const { county, say, turn } = at
      const reason = `核实本人身份${turn}`
      const body = {
        username: `phone${turn}`,
        name: `钱有电${turn}`,
        phone: '13812345678',
        posts: ['collector'],
        areaCodes: [],
      }
      const { id } = (await county.sysadmin.post('/api/people', body)).body
      await county.sysadmin.post(`/api/people/${String(id)}/unmask-phone`, { reason })
      const auditor = await at.sit('shen-ji')
      const { page } = auditor
      await auditor.visit('/admin/audit')
      await page.getByLabel(say('类别', 'Topic')).selectOption('personal')
      // By its words too: until the topic is read, other lines about the same person are shown.
      const words = say('查看人员完整电话', "saw a person's telephone number in full")
      const row = page.getByRole('row', { name: new RegExp(`${words} 钱有电${turn}`) })
      await row.waitFor()
      expect(await at.faults(auditor)).toEqual([])
      await row.getByRole('button').click()
      await page.getByText(reason).waitFor()
      expect(await at.untidiness(auditor)).toEqual([])
      expect(await page.getByRole('complementary').last().textContent()).not.toContain('13812345678')
    },
  },
  {
    post: 'data_admin',
    task: 'adds a day off, having seen what it moves',
    run: async (at) => {
      const { county, say, turn } = at
      const day = daysOff[turn - 1]
      const version = (await firstCalendar(at)).version + 1
      const keeper = await at.sit('data')
      const { page } = keeper
      await keeper.visit('/admin/calendars?year=2026')
      await page.getByRole('button', { name: new RegExp(`^${day} `) }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(say('名称', 'Name in Chinese')).first().fill('县庆')
      expect(await at.untidiness(keeper)).toEqual([])
      await dialog.getByRole('button', { name: say('确定', 'Set') }).click()
      const changes = page.getByRole('region', { name: say('未保存的更改', 'Changes not saved') })
      await changes.getByRole('button', { name: say('预览影响', 'Preview') }).click()
      await changes.getByText(say('件在办案件', 'open cases')).waitFor()
      expect(await at.faults(keeper)).toEqual([])
      await changes.getByRole('button', { name: say('保存并重算', 'Save and reckon again') }).click()
      await page.getByText(say(`本县日历，第 ${version} 版`, `version ${version}`)).waitFor()
      const { code } = await firstCalendar(at)
      const { body } = await county.acceptor.get(`/api/calendars/${code}/days?year=2026`)
      expect(body['days']).toContainEqual(expect.objectContaining({ date: day, kind: 'off' }))
    },
  },
  {
    post: 'data_admin',
    task: 'adds a place by the name people give it, and an acceptor finds it',
    run: async (at) => {
      const { county, say, turn } = at
      const keeper = await at.sit('data')
      const { page } = keeper
      await keeper.visit('/admin/addresses')
      await page.getByRole('button', { name: say('新增地点', 'Add a place') }).click()
      const dialog = page.getByRole('dialog', { name: say('新增地点', 'Add a place') })
      await dialog.getByLabel(new RegExp(`^${say('名称', 'Name')}`)).fill(`第${turn}粮库`)
      await dialog.getByLabel(say('别名', 'Other names')).fill(`老粮站${turn}`)
      await dialog.getByLabel(say('经度', 'Longitude')).fill(String(county.place[0]))
      await dialog.getByLabel(say('纬度', 'Latitude')).fill(String(county.place[1]))
      expect(await at.faults(keeper)).toEqual([])
      await dialog.getByRole('button', { name: say('新增地点', 'Add a place') }).click()
      await dialog.waitFor({ state: 'hidden' })
      expect(await at.untidiness(keeper)).toEqual([])
      const found = await county.acceptor.get(`/api/addresses?q=${encodeURIComponent(`老粮站${turn}`)}`)
      expect(JSON.stringify(found.body)).toContain(`第${turn}粮库`)
    },
  },
]

/** The calendar that the page shows first, at its version of now. */
async function firstCalendar({ county }: WorkPlace): Promise<{ code: string; version: number }> {
  const { body } = await county.acceptor.get('/api/calendars')
  const [first] = body['calendars'] as { code: string; version: number }[]
  if (!first) throw new Error('the county has no calendar')
  return first
}
