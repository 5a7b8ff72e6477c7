/** What a command hands over becomes one statement: all of it or nothing, and guarded rows as they were decided on. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { columnTypesOf } from './column-types.ts'
import { connectDatabase, type Database } from './database.ts'
import { RowWrites } from './row-writes.ts'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.ownerUrl)
  await database.rows('create schema trial')
  await database.rows(
    `create table trial.things (id int primary key, version int not null default 1, name text, at timestamptz, facts jsonb, tags text[])`,
  )
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await database.rows('delete from trial.things')
})

const write = async (fill: (write: RowWrites) => void): Promise<void> => {
  const rows = new RowWrites()
  fill(rows)
  const { text, values } = rows.toStatement(await columnTypesOf(database))
  await database.rows(text, values)
}
const things = () =>
  database.rows<{ id: number; name: string; version: number }>(
    'select id, name, version from trial.things order by id',
  )

describe('rows', () => {
  it('arrive the same whether one travels alone or many together', async () => {
    const at = new Date('2026-06-15T01:00:00.123Z')
    const row = (id: number) => ({ id, name: `"灯" \\ ' ${id}`, at, facts: { nested: [1, { a: null }] } })
    await write((it) => it.insert('trial.things', row(1)))
    await write((it) => it.insert('trial.things', [row(2), row(3)]))
    const rows = await database.rows('select name, at, facts from trial.things order by id')
    expect(rows).toEqual([1, 2, 3].map((id) => ({ name: `"灯" \\ ' ${id}`, at, facts: row(id).facts })))
  })

  it('keep every value apart from the signs that PostgreSQL writes arrays with', async () => {
    const awkward = ['', 'NULL', '{}', '{a,b}', 'a"b', '\\', '\\"', ' ', 'x,y', '换\n行', "'", null]
    const rows = awkward.map((name, id) => ({ id, name, facts: { name, list: [name] }, at: null }))
    await write((it) => it.insert('trial.things', rows))
    expect(await database.rows('select id, name, facts, at from trial.things order by id')).toEqual(rows)
  })

  it('that are alike in a column are told apart by the others', async () => {
    const alike = [1, 2, 3].map((id) => ({ version: 7, id, name: 'lamp', facts: { a: 1 } }))
    await write((it) => it.insert('trial.things', alike))
    const someNull = [4, 5].map((id) => ({ version: 8, id, name: id === 4 ? null : 'x', facts: null }))
    await write((it) => it.insert('trial.things', someNull))
    expect(await database.rows('select version, id, name, facts from trial.things order by id')).toEqual([
      ...alike,
      ...someNull,
    ])
  })

  it('of a table that is not known, or with an array in them, are refused rather than guessed', async () => {
    const types = await columnTypesOf(database)
    const many = (table: string, rows: { id: number; tags?: string[] }[]) => {
      const write = new RowWrites()
      write.insert(table, rows)
      return () => write.toStatement(types)
    }
    expect(many('trial.nothing', [{ id: 1 }, { id: 2 }])).toThrow('the type of trial.nothing.id is not known')
    const tagged = [1, 2].map((id) => ({ id, tags: ['a'] }))
    expect(many('trial.things', tagged)).toThrow('trial.things.tags is an array')
  })

  it('land together or not at all', async () => {
    await write((it) => it.insert('trial.things', { id: 1, name: 'first' }))
    const both = write((it) => {
      it.insert('trial.things', { id: 2, name: 'second' })
      it.insert('trial.things', { id: 1, name: 'again', version: 9 })
    })
    await expect(both).rejects.toMatchObject({ code: '23505' })
    expect(await things()).toEqual([{ id: 1, name: 'first', version: 1 }])
  })

  it('are overwritten by an upsert only in the columns that were named', async () => {
    await write((it) => it.insert('trial.things', { id: 1, name: 'first', version: 1 }))
    await write((it) => it.upsert('trial.things', ['id'], [{ id: 1, name: 'new', version: 5 }], ['version']))
    await write((it) => it.upsert('trial.things', ['id'], [{ id: 2, name: 'second', version: 1 }]))
    await write((it) => it.upsert('trial.things', ['id'], [{ id: 2 }]))
    expect(await things()).toEqual([
      { id: 1, name: 'first', version: 5 },
      { id: 2, name: 'second', version: 1 },
    ])
  })

  it('that were changed meanwhile hold back the whole statement', async () => {
    await write((it) =>
      it.insert(
        'trial.things',
        [1, 2].map((id) => ({ id, name: 'old', version: 1 })),
      ),
    )
    const stale = write((it) => {
      it.insert('trial.things', { id: 3, name: 'beside', version: 1 })
      it.update('trial.things', { id: 1, version: 1 }, { name: 'new', version: 2 })
      it.update('trial.things', { id: 2, version: 7 }, { name: 'new', version: 8 })
    })
    await expect(stale).rejects.toMatchObject({ code: 'JW001' })
    expect((await things()).map((it) => it.name)).toEqual(['old', 'old'])
    const many = (rows: object[]) => write((it) => it.updateMany('trial.things', ['id'], rows as never))
    await expect(
      many([
        { id: 1, name: 'new' },
        { id: 99, name: 'new' },
      ]),
    ).rejects.toMatchObject({ code: 'JW001' })
    await many([
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
    ])
    expect((await things()).map((it) => it.name)).toEqual(['one', 'two'])
  })

  it('of two who decided on the same version, one writes', async () => {
    await write((it) => it.insert('trial.things', { id: 1, name: 'old', version: 1 }))
    const tries = Array.from({ length: 20 }, (_, hand) =>
      write((it) => it.update('trial.things', { id: 1, version: 1 }, { name: `by ${hand}`, version: 2 })),
    )
    const results = await Promise.allSettled(tries)
    expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
    expect(await things()).toMatchObject([{ version: 2 }])
  })

  it('name tables and columns only as identifiers', () => {
    const refuses = (fill: (write: RowWrites) => void, why: string): void => {
      const rows = new RowWrites()
      fill(rows)
      expect(() => rows.toStatement()).toThrow(why)
    }
    refuses((it) => it.insert('trial.things; drop table trial.things', { id: 1 }), 'not a table name')
    refuses((it) => it.insert('trial.things', { 'id) values (1); --': 1 }), 'not a column name')
    refuses((it) => it.insert('trial.things', [{ 'a, b': 1 }, { 'a, b': 2 }]), 'not a column name')
    refuses((it) => it.update('trial.things', { 'id = 1 or id': 1 }, { name: 'x' }), 'not a column name')
    refuses((it) => it.update('trial.things', { id: 1 }, { 'name = 1, id': 'x' }), 'not a column name')
    refuses(
      (it) => it.updateMany('trial.things', ['id or 1'], [{ 'id or 1': 1, name: 'x' }]),
      'not a column name',
    )
  })

  it('of another shape never borrow a statement', async () => {
    await write((it) => it.insert('trial.things', { id: 1, name: 'first', version: 3 }))
    await write((it) => it.insert('trial.things', { version: 4, id: 2, name: 'second' }))
    await write((it) => it.update('trial.things', { id: 1 }, { version: 5, name: 'changed' }))
    await write((it) => it.update('trial.things', { id: 2, version: 4 }, { name: 'changed too' }))
    expect(await things()).toEqual([
      { id: 1, name: 'changed', version: 5 },
      { id: 2, name: 'changed too', version: 4 },
    ])
  })

  it('are none where nothing was asked', async () => {
    expect(new RowWrites().isEmpty).toBe(true)
    await write(() => {})
    await write((it) => {
      it.insert('trial.things', [])
      it.updateMany('trial.things', ['id'], [])
    })
    expect(await things()).toEqual([])
  })
})
