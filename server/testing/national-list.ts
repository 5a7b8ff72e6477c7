/** The national list of classes beside a test county's own catalogue, where a story is about what a county may change. */
import { seedTestCatalogue } from '#modules/catalogue/testing.ts'
import { type TestHouse, testAdcode } from './test-house.ts'

/** Brings the national list into a test house. */
export const bringNationalList = (house: Pick<TestHouse, 'act'>): Promise<object> =>
  seedTestCatalogue(house, testAdcode, ['gbt47678.5-2026'])
