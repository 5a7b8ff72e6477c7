/**
 * Somebody who is signed in opens a page of somebody else, and that page asks the county to change everything there is to
 * change. The moral: a browser that carries the session of a person changes nothing for a page that is not the county's
 * own, whether it lies on another site or only behind another port of the same machine.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../server/testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk } from './desk-driver.ts'

let county: TestCounty
let desk: Desk
/** The page of somebody else, and a server of theirs on the county's machine that tells which cookies arrive. */
let elsewhere: Server
let witness: Server
let arrived: boolean[]
let page: Page
let doors: { method: string; url: string }[]
beforeAll(async () => {
  county = await openTestCounty()
  await county.as({ username: 'everybody', posts: ['sysadmin', 'data_admin', 'shift_leader', 'dispatcher'] })
  if (!hasChromium) return
  desk = await openDesk(county)
  elsewhere = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end('<title>a page of somebody else</title>')
  })
  witness = createServer((request, response) => {
    arrived.push(request.headers.cookie?.includes('jingwei_session') ?? false)
    response.end()
  })
  for (const it of [elsewhere, witness]) await new Promise<void>((resolve) => it.listen(0, resolve))
  page = (await desk.sit('everybody')).page
  doors = county.modules
    .flatMap((it) => it.routes.map(({ endpoint }) => endpoint))
    .filter((it) => it.method !== 'GET')
    .map(({ method, path }) => ({
      method,
      url: desk.address + path.replace(/:\w+/g, '0199aaaa-0000-7000-8000-00000000000a'),
    }))
})
afterAll(async () => {
  elsewhere?.close()
  witness?.close()
  await desk?.close()
  await county.close()
})

const portOf = (server: Server): number => (server.address() as AddressInfo).port

/** Asks for every change in every way that needs no leave of the county; the statuses of what arrived. */
async function askForEverything(from: string): Promise<number[]> {
  await page.goto(`http://${from}:${portOf(elsewhere)}/`)
  // Asked of the server: the browser shows nobody an answer that was not meant for another page.
  const statuses: number[] = []
  const look = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === 'POST') response.once('finish', () => statuses.push(response.statusCode))
  }
  desk.server.on('request', look)
  await page.evaluate(`(async (doors) => {
    const form = () => { const it = new FormData(); it.append('name', 'planted'); return it }
    for (const { method, url } of doors) {
      const given = { method, credentials: 'include' }
      if (method !== 'POST') await fetch(url, given).catch(() => undefined)
      else
        for (const body of ['{"name":"planted"}', form(), new URLSearchParams({ name: 'planted' })])
          await fetch(url, { ...given, mode: 'no-cors', body }).catch(() => undefined)
    }
    await fetch('http://127.0.0.1:${portOf(witness)}/', { method: 'POST', mode: 'no-cors', credentials: 'include' })
  })(${JSON.stringify(doors)})`)
  desk.server.off('request', look)
  return statuses
}

describe.skipIf(!hasChromium)('a page of somebody else', () => {
  it.each([
    ['on another site, to which the browser takes no cookie along', 'localhost', false],
    ['behind another port, to which it takes the cookie along', '127.0.0.1', true],
  ])('%s changes nothing', async (_, from, isCookieSent) => {
    await page.goto(`${desk.address}/desk/queue`)
    const before = await sumTables(county.database)
    arrived = []
    const statuses = await askForEverything(from)
    const posts = doors.filter((it) => it.method === 'POST').length
    expect(posts).toBeGreaterThan(50)
    expect(statuses).toHaveLength(posts * 3)
    expect([...new Set(statuses)]).toEqual([403])
    expect(arrived).toEqual([isCookieSent])
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('of the county itself does', async () => {
    await page.goto(`${desk.address}/desk/queue`)
    const status = await page.evaluate(
      `fetch('/api/preferences/desk.tour', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"value":1}' }).then((it) => it.status)`,
    )
    expect(status).toBe(200)
  })
})
