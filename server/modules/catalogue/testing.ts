/** Builders for tests: a small catalogue, and what ships brought into a test house. */
import type { CatalogueContent } from '#domain/catalogue/catalogue.ts'
import { systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { seedCatalogue } from './commands/seed-catalogue.ts'

export { importCalendarDays } from './commands/import-calendar-days.ts'

/** A catalogue of one component with two conditions; `changes` go over it. */
export const aCatalogue = (changes: Partial<CatalogueContent> = {}): CatalogueContent => ({
  head: {
    series: 'small',
    owner: 'county',
    ownerName: '某县',
    label: '小目录',
    standardRef: '',
    codeScheme: '2+3',
    assembled: true,
    note: '',
  },
  majors: [{ kind: 'component', code: '01', name: '市政公用设施', nameEn: 'municipal utilities' }],
  classes: [
    {
      kind: 'component',
      code: '01037',
      majorCode: '01',
      name: '路灯',
      nameEn: 'street lamp',
      componentCode: null,
      synonyms: ['灯不亮'],
    },
  ],
  conditions: [
    {
      kind: 'component',
      classCode: '01037',
      ordinal: 1,
      filingText: '单盏灯不亮',
      closingText: '恢复照明',
      limitKnown: true,
      limits: { default: { value: 2, unit: 'work_day' } },
      limitBasis: 'stated',
      limitText: '2天',
      collectionNotes: '同一视野内只报一件',
      responsibleText: '照明单位',
      responsibleKind: 'street_lighting',
      competentText: '城市管理部门',
      competentKind: 'urban_management',
      legalBasis: '',
    },
  ],
  ...changes,
})

/** Brings the shipped catalogues and calendars into a house; in force from 2015 on. */
export const seedTestCatalogue = (
  house: Pick<House, 'act'>,
  adcode: string,
  catalogues = ['county-profile'],
) => house.act(systemActor(adcode), seedCatalogue, { catalogues, publishFrom: '2015-01-01' })
