/** Connections that break while they are at work: their statements fail, the process and the pool go on. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { connectDatabase, type Database } from './database.ts'
import { toProblem } from './database-errors.ts'

let test: TestDatabase
let line: Server
let database: Database
const sockets = new Set<Socket>()

/** Where the database of `url` listens: a port, or a socket in a folder. */
function placeOf(url: string): { host: string; port: number } | { path: string } {
  const { hostname, port, searchParams } = new URL(url)
  const folder = searchParams.get('host') ?? (hostname.startsWith('%2F') ? decodeURIComponent(hostname) : '')
  return folder
    ? { path: `${folder}/.s.PGSQL.${port || 5432}` }
    : { host: hostname, port: Number(port || 5432) }
}

beforeAll(async () => {
  test = await createTestDatabase()
  const place = placeOf(test.url)
  line = createServer((near) => {
    const far = connect(place)
    for (const it of [near, far]) {
      sockets.add(it)
      it.on('error', () => undefined) // It was cut, as meant.
      it.on('close', () => sockets.delete(it))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  const { port } = line.address() as { port: number }
  const { username, password, pathname, searchParams } = new URL(test.url)
  searchParams.delete('host')
  searchParams.delete('port')
  const url = `postgres://${username}:${password}@127.0.0.1:${port}${pathname}?${searchParams}`
  database = connectDatabase(url, { size: 3 })
})
afterAll(async () => {
  await database?.close()
  line?.close()
  await test?.drop()
})

it('ends no process: each statement on them is told, and the next ones get new connections', async () => {
  const outcomes = [
    database.house.rows('select pg_sleep(60)'),
    database.house.withConnection((client) => client.query('select pg_sleep(60)')),
    database.house.read.selectNoFrom((it) => it.fn('pg_sleep', [it.val(60)]).as('slept')).execute(),
  ].map((it) =>
    it.then(
      () => 'answered',
      (error: unknown) => toProblem(error, {}),
    ),
  )
  while (sockets.size < 6) await delay(10)
  await delay(200)
  for (const it of sockets) it.destroy()
  for (const it of await Promise.all(outcomes)) expect(it).toMatchObject({ code: 'database.unavailable' })
  expect(await database.house.rows('select 1 as one')).toEqual([{ one: 1 }])
})
