import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { listMigrations } from '../database/migrate.ts'
import { urlOfDatabase } from './template-database.ts'
import { createTestDatabase } from './test-database.ts'

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('createTestDatabase', () => {
  it('gives each caller a migrated database of its own', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()])
    await ask(first.ownerUrl, 'create table only_here ()')
    const landed = await ask<{ name: string }>(
      second.url,
      'select name from platform.migrations order by name',
    )
    expect(landed.map((it) => it.name)).toEqual(listMigrations().map((it) => it.name))
    expect(await ask(second.url, `select to_regclass('only_here') found`)).toEqual([{ found: null }])
    await Promise.all([first.drop(), second.drop()])
    await expect(ask(first.url, 'select 1')).rejects.toThrow('does not exist')
  })

  it('orders text by code point on every server', async () => {
    const database = await createTestDatabase()
    const rows = await ask<{ word: string }>(
      database.url,
      `select word from unnest(array['b', 'A', 'a', 'B', '县', '_']) word order by word`,
    )
    expect(rows.map((it) => it.word).join('')).toBe('AB_ab县')
    await database.drop()
  })
})

describe('urlOfDatabase', () => {
  it('changes the database and nothing else', () => {
    expect(urlOfDatabase('postgresql://u:p@%2Ftmp%2Fx:5432/one?sslmode=disable', 'two')).toBe(
      'postgresql://u:p@%2Ftmp%2Fx:5432/two?sslmode=disable',
    )
  })
})
