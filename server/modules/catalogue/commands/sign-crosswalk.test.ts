import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { seedTestCatalogue } from '../testing.ts'
import { signCrosswalk } from './sign-crosswalk.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
  await seedTestCatalogue(house, testAdcode)
})
afterAll(() => house.close())

const signer = (name: string) => ({
  ...systemActor(testAdcode, name),
  id: newId(),
  permissions: new Set(['catalogue.manage']),
})
const lineIds = async (count = 2): Promise<string[]> =>
  (
    await house.database.rows<{ id: string }>(
      'select id from catalogue.crosswalk_lines order by ordinal limit $1',
      [count],
    )
  ).map((it) => it.id)
const signers = async (adcode: string): Promise<string[]> =>
  (
    await house.database.rows<{ name: string }>(
      'select distinct signed_off_by as name from catalogue.crosswalk_signatures where adcode = $1',
      [adcode],
    )
  ).map((it) => it.name)
const auditLines = (): Promise<unknown[]> =>
  house.database.rows('select command from platform.audit_entries where command = $1', [signCrosswalk.name])

describe('signCrosswalk', () => {
  test('is refused without the right', async () => {
    const nobody = { ...signer('nobody'), permissions: new Set<string>() }
    const refusal = house.act(nobody, signCrosswalk, { lineIds: await lineIds() })
    await expect(refusal).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await auditLines()).toEqual([])
  })

  test('does it once, also when sent twice, and a later signer changes nothing', async () => {
    const input = { lineIds: await lineIds() }
    const options = { requestId: newId() }
    const first = signer('first')
    const receipt = await house.act(first, signCrosswalk, input, options)
    expect(receipt).toEqual({ signed: 2, signedOffBy: 'first' })
    expect(await house.act(first, signCrosswalk, input, options)).toEqual(receipt)
    expect(await auditLines()).toHaveLength(1)
    expect(await house.act(signer('second'), signCrosswalk, input)).toMatchObject({ signed: 0 })
    expect(await signers(testAdcode)).toEqual(['first'])
    // Another county answers for itself.
    expect(await signers('990001')).toEqual([])
    const elsewhere = { ...signer('elsewhere'), adcode: '990001' }
    expect(await house.act(elsewhere, signCrosswalk, input)).toMatchObject({ signed: 2 })
    expect(await signers(testAdcode)).toEqual(['first'])
  })

  test('refuses a line that is in no crosswalk, and signs none of the others', async () => {
    const [, , third] = await lineIds(3)
    const refusal = house.act(signer('third'), signCrosswalk, { lineIds: [third ?? '', newId()] })
    await expect(refusal).rejects.toMatchObject({ code: 'catalogue.crosswalk-line-unknown' })
    expect(await signers(testAdcode)).toEqual(['first'])
  })
})
