/** A demonstration county in a test database: people, land, responsibility and ledger, but no case yet. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedCatalogue } from '#modules/catalogue/index.ts'
import { beginDemonstration } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { createFileStore, type FileStore } from '#platform/files/file-store.ts'
import { seedComponents } from '../demonstration/seed-components.ts'
import { seedLand } from '../demonstration/seed-land.ts'
import { seedOrganisations, seedPeople } from '../demonstration/seed-people.ts'
import { seedResponsibility } from '../demonstration/seed-responsibility.ts'
import type { Seeding } from '../demonstration/seeding.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../testing/test-house.ts'

export type DemonstrationCounty = TestHouse & { readonly files: FileStore; readonly seeding: Seeding }

/** Opens it as it is at `now`; close it at the end of the file. */
export async function openDemonstrationCounty(now: Date): Promise<DemonstrationCounty> {
  const house = await openTestHouse({ now })
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-simulated-'))
  const files = createFileStore(folder)
  const actor = systemActor(testAdcode, 'demonstration seed')
  await house.act(actor, seedCatalogue, { catalogues: ['county-profile'], publishFrom: '2015-01-01' })
  await house.act(actor, beginDemonstration, {})
  const seeding: Seeding = {
    house,
    actor,
    adcode: testAdcode,
    files,
    passwordOf: (username) => `a password for ${username}`,
    progress: () => {},
    signal: new AbortController().signal,
  }
  const steps = [seedOrganisations, seedPeople, seedLand, seedResponsibility, seedComponents]
  for (const step of steps) await step(seeding)
  return {
    ...house,
    files,
    seeding,
    close: async () => {
      await house.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
