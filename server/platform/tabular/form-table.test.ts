import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Problem } from '#domain/problem.ts'
import { openFormTable, readFormTable } from './form-table.ts'
import { type WrittenRow, writeTable } from './write-table.ts'

const problemOf = async (name: string, bytes: Buffer): Promise<Problem> => {
  const problem = await readFormTable(name, bytes, ['用户名', '岗位']).catch((error: unknown) => error)
  if (!(problem instanceof Problem)) throw new Error('expected a problem')
  return problem
}

/** A workbook that unfolds to more than is read between two requests. */
async function largeWorkbook(rows: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-large-'))
  const path = join(folder, 'large.xlsx')
  async function* lines(): AsyncIterable<WrittenRow> {
    for (let row = 0; row < rows; row += 1)
      yield {
        columns: {
          用户名: row % 100 === 0 ? '' : `wang-${row}`,
          岗位: row % 100 === 0 ? '  ' : '受理员',
          备注: '=1+1',
        },
      }
  }
  await writeTable(path, ['用户名', '岗位', '备注'], lines())
  const bytes = await readFile(path)
  await rm(folder, { recursive: true })
  return bytes
}

describe('a large table that came with a form', () => {
  it('is read in a thread as a small one is read here, and told of by the name its owner gave it', async () => {
    const bytes = await largeWorkbook(4000)
    const rows = (await readFormTable('名单.xlsx', bytes, ['用户名', '岗位'])) ?? []
    expect(rows).toHaveLength(4000)
    expect([rows[0], rows[3999]]).toEqual([
      { rowNumber: 2, columns: { 用户名: null, 岗位: '  ', 备注: '=1+1' } },
      { rowNumber: 4001, columns: { 用户名: 'wang-3999', 岗位: '受理员', 备注: '=1+1' } },
    ])
    const lacking = await readFormTable('名单.xlsx', bytes, ['电话']).catch((error: unknown) => error)
    expect(lacking).toBeInstanceOf(Problem)
    expect(lacking).toMatchObject({
      code: 'table.column-missing',
      details: { file: '名单.xlsx', missing: ['电话'] },
    })
    expect((lacking as Problem).sentence.zh).toContain('名单.xlsx')
  })

  it('in CSV is taken in UTF-8 and in GB 18030, without its blank rows, and let go unread', async () => {
    const lines = Array.from({ length: 20_000 }, (_, row) => (row % 2 ? `wang-${row},受理员` : ','))
    const utf8 = Buffer.from(['用户名,岗位', ...lines].join('\n'))
    // 受理员 in GB 18030 in the place of each of the same word.
    const gb = (text: string): string => (text === '用户名,岗位' ? 'd3c3bba7c3fb2cb8dacebb' : 'cadcc0edd4b1')
    const gbk = Buffer.concat(
      ['用户名,岗位', ...lines].flatMap((line) => {
        const [name = '', post = ''] = line.split(',')
        return line === '用户名,岗位'
          ? [Buffer.from(`${gb(line)}0a`, 'hex')]
          : [Buffer.from(`${name},`), Buffer.from(post ? gb(post) : '', 'hex'), Buffer.from('\n')]
      }),
    )
    for (const bytes of [utf8, gbk]) {
      const table = await openFormTable('a.csv', bytes, ['用户名', '岗位'])
      expect(table?.count).toBe(10_000)
      const first: unknown[] = []
      for await (const row of table?.rows ?? []) if (first.push(row) === 1) break
      expect(first).toEqual([{ rowNumber: 3, columns: { 用户名: 'wang-1', 岗位: '受理员' } }])
    }
    await (await openFormTable('a.csv', utf8, ['用户名']))?.drop?.()
  })
})

describe('a table that came with a form', () => {
  it('is told of by the name its owner gave it, never by where it lay here', async () => {
    const lacking = await problemOf('名单 2026.csv', Buffer.from('用户名,姓名\nwang,王\n'))
    expect(lacking).toMatchObject({ code: 'table.column-missing', details: { file: '名单 2026.csv' } })
    const broken = await problemOf('名单.xlsx', Buffer.from('no workbook'))
    for (const { sentence, details } of [lacking, broken]) {
      expect(sentence.zh).toContain('名单')
      expect(JSON.stringify([sentence, details])).not.toMatch(/jingwei-table|table\.(csv|xlsx)/)
    }
  })

  it('is read in UTF-8 and in what Excel in China writes, without its blank rows', async () => {
    const utf8 = Buffer.from('用户名,岗位\nwang,受理员\n,\n')
    // 用户名,岗位 / wang,受理员 in GBK.
    const gbk = Buffer.from('d3c3bba7c3fb2cb8dacebb0a77616e672ccadcc0edd4b10a', 'hex')
    for (const bytes of [utf8, gbk])
      expect((await readFormTable('a.csv', bytes, ['用户名', '岗位']))?.map((it) => it.columns)).toEqual([
        { 用户名: 'wang', 岗位: '受理员' },
      ])
    expect(await readFormTable('a.pdf', utf8, [])).toBeUndefined()
  })
})
