/** A house of few modules on a database of its own, for tests of a module that stands below the others. */
import { createTurnableClock } from '../clock.ts'
import { type House, openHouse } from '../house.ts'
import { createLog } from '../log.ts'
import type { Module } from '../module.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { createTestSealer } from './test-sealer.ts'

/** A house, and its database as the owner of the tables. */
export type BareHouse = House & { readonly asOwner: TestDatabase['asOwner'] }

/** Opens it at `now`; closing it drops the database. */
export async function openBareHouse(modules: readonly Module[], now: Date): Promise<BareHouse> {
  const testDatabase = await createTestDatabase()
  const house = openHouse({
    url: testDatabase.url,
    clock: createTurnableClock(now),
    log: createLog('fatal'),
    sealer: createTestSealer(),
    modules,
  })
  return {
    ...house,
    asOwner: testDatabase.asOwner,
    close: async () => {
      await house.close()
      await testDatabase.drop()
    },
  }
}
