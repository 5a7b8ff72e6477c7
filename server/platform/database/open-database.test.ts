import { describe, expect, inject, it } from 'vitest'
import '../testing/global-setup.ts'
import { checkVersion, openDatabase } from './open-database.ts'

const log = (): void => {}

describe('openDatabase with a server', () => {
  it('uses the server of the url and owns nothing', async () => {
    const url = inject('databaseUrl')
    const open = await openDatabase({ url, dataFolder: '/nowhere', log })
    expect(open.url).toBe(url)
    expect(open.mode).toBe('server')
    expect(open.majorVersion).toBeGreaterThanOrEqual(15)
    await open.close()
  })

  it('says why a server cannot be reached', async () => {
    const url = 'postgresql://nobody:secret@127.0.0.1:1/none'
    const refusal = openDatabase({ url, dataFolder: '/nowhere', log })
    await expect(refusal).rejects.toMatchObject({ code: 'database.unreachable', kind: 'unavailable' })
    await expect(refusal).rejects.not.toThrow('secret')
  })
})

describe('checkVersion', () => {
  it.each([
    [{ number: 150_000, name: '15.0' }, 15],
    [{ number: 150_018, name: '15.18' }, 15],
    [{ number: 180_004, name: '18.4' }, 18],
  ])('takes %o', (version, major) => {
    expect(checkVersion(version)).toBe(major)
  })

  it.each([
    { number: 149_999, name: '14.9' },
    { number: 90_624, name: '9.6.24' },
    { number: 0, name: '' },
  ])('refuses %o with the version in the sentence', (version) => {
    expect(() => checkVersion(version)).toThrowError(
      expect.objectContaining({
        code: 'database.too-old',
        details: { version: version.name, atLeast: 15 },
      }),
    )
  })
})
