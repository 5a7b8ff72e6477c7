import { describe, expect, it } from 'vitest'
import { Problem } from '#domain/problem.ts'
import { readFormTable } from './form-table.ts'

const problemOf = async (name: string, bytes: Buffer): Promise<Problem> => {
  const problem = await readFormTable(name, bytes, ['用户名', '岗位']).catch((error: unknown) => error)
  if (!(problem instanceof Problem)) throw new Error('expected a problem')
  return problem
}

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
