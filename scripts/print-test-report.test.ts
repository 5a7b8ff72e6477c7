import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countByArea, printTestReport, readRounds } from './print-test-report.ts'
import { root } from './source-files.ts'

const result = (title: string, status: string) => ({ ancestorTitles: ['所属'], title, status })
const file = (name: string, status: string, ...results: object[]) => ({
  name: join(root, name),
  status,
  assertionResults: results,
})
const run = {
  startTime: Date.parse('2026-11-27T01:00:00Z'),
  testResults: [
    file('domain/cases/clock.test.ts', 'passed', result('算到分钟', 'passed'), result('跨年', 'passed')),
    file('scenarios/a-dark-lamp.test.ts', 'failed', result('结案', 'failed'), result('回访', 'passed')),
    file('server/platform/act.test.ts', 'passed', result('需要真实数据', 'skipped')),
    file('server/cli/broken.test.ts', 'failed'),
  ],
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jingwei-report-'))
  writeFileSync(join(folder, 'embedded.json'), JSON.stringify(run))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the test report', () => {
  it('counts each area, and a file that would not load as a failure', () => {
    expect(countByArea(run as Parameters<typeof countByArea>[0])).toEqual([
      { area: '业务流程（跨岗位的完整故事）', passed: 1, failed: 1, skipped: 0 },
      { area: '业务规则（时限、流转、评价、编码）', passed: 2, failed: 0, skipped: 0 },
      { area: '命令行与运维', passed: 0, failed: 1, skipped: 0 },
      { area: '平台（数据库、任务、文件、推送、备份、密封）', passed: 0, failed: 0, skipped: 1 },
    ])
  })

  it('is a Word file that says how it ended, on what, and names what failed or was not run', async () => {
    const rounds = readRounds(folder)
    expect(rounds.map((it) => it.name)).toEqual(['内嵌 PostgreSQL'])
    const parts = unzipSync(await printTestReport(rounds))
    const text = new TextDecoder().decode(parts['word/document.xml']).replace(/<[^>]+>/g, '')
    expect(text).toContain('共 6 项：通过 3，失败 2，未执行 1。有 2 项未通过')
    expect(text).toContain('scenarios/a-dark-lamp.test.ts：所属 › 结案')
    expect(text).toContain('server/platform/act.test.ts：所属 › 需要真实数据')
    expect(text).toContain(process.version)
  })

  it('says so where no test has run', () => {
    expect(readRounds(join(folder, 'nowhere'))).toEqual([])
  })
})
