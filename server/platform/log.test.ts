/** Whatever stands in a field, a line of the log is one line, and what is secret is in none. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from './log.ts'

/** The `count` lines that `write` leaves in a file. */
async function linesOf(count: number, write: (log: ReturnType<typeof createLog>) => void): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-log-'))
  const path = join(folder, 'log')
  const file = openSync(path, 'w')
  write(createLog('info', file))
  const lines = (): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1)
  await expect.poll(() => lines().length).toBeGreaterThanOrEqual(count)
  closeSync(file)
  const all = lines()
  rmSync(folder, { recursive: true })
  return all
}

const breaking = [
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u001b[2J\u001b[31m',
  '\u0000',
  '\u0008',
  '"}\n{"level":60,"msg":"forged"}',
]

it('nothing that somebody sends begins a line of its own or colours one', async () => {
  const lines = await linesOf(2 * breaking.length, (log) => {
    for (const it of breaking) {
      const text = `before${it}after`
      log.warn({ name: text, [text]: 1, list: [text], deep: { deeper: text } }, text)
      log.error({ err: Object.assign(new Error(text), { detail: text }) }, 'a bug')
    }
  })
  expect(lines).toHaveLength(2 * breaking.length)
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ level: expect.toSatisfy((it: number) => it < 60) })
    expect([...line].filter((it) => it < ' ' || it === '\u007f')).toEqual([])
  }
})

it('secrets and personal data are left out by their names', async () => {
  const secrets = {
    password: 's3cret',
    token: 's3cret',
    secret: 's3cret',
    phone: '13800000000',
    cookie: 's3cret',
    apiKey: 's3cret',
  }
  const lines = await linesOf(3, (log) => {
    log.info(secrets, 'at the top')
    log.info({ input: secrets }, 'one down')
    log.info({ req: { headers: { ...secrets, authorization: 'Bearer s3cret' } } }, 'two down')
  })
  expect(lines).toHaveLength(3)
  for (const line of lines) expect(line).not.toMatch(/s3cret|13800000000/)
})
