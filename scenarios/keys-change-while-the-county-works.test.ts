/**
 * A county that changes its keys, from one kind of cipher to the other, while calls come in. The moral: nobody notices;
 * who calls again is still known, no number stands open meanwhile, and an old key goes only when nothing needs it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { sealedColumnsOf } from '#platform/house.ts'
import { newId } from '#platform/ids.ts'
import { retireKey, rotateKeys } from '#platform/sealing/change-keys.ts'
import type { CipherProfile } from '#platform/sealing/cipher.ts'
import { type KeySource, keysInMemory } from '#platform/sealing/key-source.ts'
import { sealEverything, surveySealing } from '#platform/sealing/seal-everything.ts'
import { keyIdOf } from '#platform/sealing/sealer.ts'
import { verifySealing } from '#platform/sealing/verify-sealing.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { testAdcode, type Voice } from '../server/testing/test-house.ts'

const reason = '需联系诉求人核实位置'

describe.each([
  ['sm', 'aes'],
  ['aes', 'sm'],
] as const)('from %s to %s', (before, after) => {
  let county: TestCounty
  let source: KeySource
  beforeAll(async () => {
    source = keysInMemory(before)
    county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), keys: source })
  })
  afterAll(() => county.close())

  const call = (phone: string, description = '路灯不亮'): Promise<string> =>
    county.acceptor
      .post('/api/reports', {
        source: 'hotline_12345',
        description,
        point: county.place,
        caller: { name: '李小明', phone },
      })
      .then(({ body }) => String(body['reportId']))
  const told = async (phone: string): Promise<unknown> =>
    (await county.acceptor.post('/api/callers/history', { phone })).body['total']
  const shown = async (id: string, as: Voice = county.acceptor) =>
    (await as.post(`/api/reports/${id}/unmask-caller`, { reason })).body
  const columns = () => sealedColumnsOf(county.modules)
  const survey = () => surveySealing(county.database, columns())
  const faults = async () => {
    const found = []
    for await (const it of verifySealing(county.database, county.sealer, columns()))
      if ('fault' in it) found.push(it)
    return found
  }
  const parts = () => ({
    act: county.act,
    actor: systemActor(testAdcode),
    source,
    sealer: county.sealer,
    now: county.clock.now(),
    db: county.database,
    columns: columns(),
  })
  const rotate = (profile: CipherProfile) => rotateKeys(parts(), profile)
  const sealAll = () => sealEverything({ act: county.act, db: county.database }, columns())

  it('a call, a search and an unmasking before, between and after, and nothing is missed', async () => {
    const first = await call('13812345678', '路灯不亮，请回电 139 8765 4321')
    const oldKey = county.sealer.currentKeyId()
    expect(await told('+86 138 1234 5678')).toBe(1)
    expect(await shown(first)).toEqual({
      callerName: '李小明',
      callerPhone: '13812345678',
      description: '路灯不亮，请回电 139 8765 4321',
      address: '',
    })

    const { keyId } = await rotate(after)
    expect(county.sealer.listKeys().map(({ profile, state }) => [profile, state])).toEqual([
      [before, 'opens'],
      [after, 'current'],
    ])
    const second = await call('138-1234-5678')
    // One row is sealed and hashed by the old key, one by the new.
    expect(await told('13812345678')).toBe(2)
    expect(await shown(first)).toMatchObject({ callerPhone: '13812345678' })
    expect(await shown(second)).toMatchObject({ callerPhone: '138-1234-5678' })
    await expect(retireKey(parts(), oldKey)).rejects.toThrow('sealing.key-in-use')
    await expect(retireKey(parts(), keyId)).rejects.toThrow('sealing.key-is-current')

    expect(await sealAll()).toBeGreaterThanOrEqual(3)
    expect(await sealAll()).toBe(0)
    expect(new Set((await survey()).map((it) => it.keyId))).toEqual(new Set([keyId]))
    expect(await faults()).toEqual([])
    await retireKey(parts(), oldKey)
    expect(county.sealer.hasKey(oldKey)).toBe(false)
    expect(await told('13812345678')).toBe(2)
    expect(await shown(first)).toMatchObject({ description: '路灯不亮，请回电 139 8765 4321' })
    const lines = await county.database.rows(
      `select command, output from platform.audit_entries where command like 'keys.%' order by at, command`,
    )
    expect(lines).toEqual(
      expect.arrayContaining([
        { command: 'keys.rotate', output: { keyId, profile: after } },
        { command: 'keys.retire', output: { keyId: oldKey, profile: before } },
      ]),
    )
  })

  it('what stood open from before is found meanwhile, and sealed by the job that may stop anywhere', async () => {
    const ids = []
    for (const phone of ['13711112222', '137 1111 2222', '0871-67890123']) ids.push(await call(phone))
    await county.database.rows(
      `update intake.reports set caller_name = '赵', caller_phone = v.phone, caller_key = null
       from (values ($1::uuid, '13711112222'), ($2, '137 1111 2222'), ($3, '0871-67890123')) v (id, phone)
       where reports.id = v.id`,
      ids,
    )
    expect(await told('8613711112222')).toBe(2)
    expect(await shown(ids[2] ?? '')).toMatchObject({ callerName: '赵', callerPhone: '0871-67890123' })
    expect((await faults()).map((it) => it.fault)).toEqual(Array(6).fill('open'))
    await county.runJob('seal what is open')
    expect(await faults()).toEqual([])
    expect(await told('8613711112222')).toBe(2)
    const [kept] = await county.database.rows<{ it: string }>(
      'select caller_phone as it from intake.reports where id = $1',
      [ids[2]],
    )
    expect(keyIdOf(kept?.it ?? '')).toBe(county.sealer.currentKeyId())
  })

  it('a text that was changed, moved to another row or whose key is gone is told by the check', async () => {
    const [one, two] = [await call('13600000001'), await call('13600000002')]
    await county.database.rows(
      `update intake.reports r set caller_phone = o.caller_phone from intake.reports o where r.id = $1 and o.id = $2`,
      [one, two],
    )
    await county.database.rows(
      `update intake.reports set caller_name = regexp_replace(caller_name, '^s1.........', 's1.zzzzzzzz') where id = $1`,
      [two],
    )
    await county.database.rows(`update intake.reports set caller_key = 'h1.zzzzzzzz.x' where id = $1`, [two])
    expect((await faults()).map(({ id, column, fault }) => [id, column, fault])).toEqual([
      [two, 'caller_name', 'key-unknown'],
      [one, 'caller_phone', 'damaged'],
      [two, 'caller_phone', 'hash-differs'],
    ])
    expect(await shown(one)).toMatchObject({ code: 'sealing.damaged' })
    expect(await shown(two)).toMatchObject({ code: 'sealing.key-unknown' })
  })

  it('is not for whoever may not, and a person’s number is sealed like a caller’s', async () => {
    const nobody = { ...systemActor(testAdcode), id: newId(), permissions: new Set<string>() }
    for (const change of [
      rotateKeys({ ...parts(), actor: nobody }, 'aes'),
      retireKey({ ...parts(), actor: nobody }, ''),
    ])
      await expect(change).rejects.toThrow('access.not-permitted')
    const { body } = await county.sysadmin.post('/api/people', {
      username: 'ma-liang',
      name: '马亮',
      posts: ['collector'],
      phone: '15812341234',
    })
    const id = String(body['id'])
    const [row] = await county.database.rows<{ phone: string }>(
      'select phone from identity.people where id = $1',
      [id],
    )
    expect(keyIdOf(row?.phone ?? '')).toBe(county.sealer.currentKeyId())
    expect((await county.sysadmin.get(`/api/accounts/${id}`)).body).toMatchObject({ phone: '158****1234' })
    expect((await county.sysadmin.post(`/api/people/${id}/unmask-phone`, {})).body).toMatchObject({
      code: 'request.invalid',
    })
    expect((await county.sysadmin.post(`/api/people/${id}/unmask-phone`, { reason })).body).toEqual({
      phone: '15812341234',
    })
  })
})
