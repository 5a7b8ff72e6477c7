/** The built screens: the page at its address and at every address inside it, files as they are, nothing else. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse, testAdcode } from '../../testing/test-house.ts'
import { createServer } from './create-server.ts'

const screensFolder = mkdtempSync(join(tmpdir(), 'jingwei-screens-'))
let house: TestHouse
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(screensFolder, 'desk', 'assets'), { recursive: true })
  writeFileSync(join(screensFolder, 'desk', 'index.html'), '<title>the desk</title>')
  writeFileSync(join(screensFolder, 'desk', 'assets', 'main.js'), 'the script')
  house = await openTestHouse()
  app = await createServer({
    house,
    findActor: async () => undefined,
    version: 'test',
    isDemonstration: false,
    adcode: testAdcode,
    screensFolder,
  })
})

afterAll(async () => {
  await app.close()
  await house.close()
  rmSync(screensFolder, { recursive: true })
})

const get = (url: string, accept = '*/*') => app.inject({ url, headers: { accept } })

test('the front page leads to the desk', async () => {
  const answer = await get('/')
  expect(answer.statusCode).toBe(302)
  expect(answer.headers.location).toBe('/desk/')
})

test.each([
  ['/desk/', '*/*'],
  ['/desk', '*/*'],
  ['/desk/cases/1', 'text/html'],
])('%s for %s is the page, and is asked for again every time', async (url, accept) => {
  const answer = await get(url, accept)
  expect([answer.statusCode, answer.body]).toEqual([200, '<title>the desk</title>'])
  expect(answer.headers['cache-control']).toBe('no-cache')
})

test('a file with a fingerprint in its name may be kept', async () => {
  const answer = await get('/desk/assets/main.js')
  expect([answer.statusCode, answer.body]).toEqual([200, 'the script'])
  expect(answer.headers['cache-control']).toContain('immutable')
})

test.each(['/desk/assets/none.js', '/desk/../package.json', '/nowhere'])('%s is a problem', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toMatchObject({ code: 'request.unknown-path' })
})
