import { describe, expect, it } from 'vitest'
import { ConditionDraft } from '#domain/catalogue/catalogue.ts'
import { checkCatalogue } from '#domain/catalogue/check-catalogue.ts'
import { isLocalExtension } from '#domain/catalogue/class-code.ts'
import { checkCrosswalk } from '#domain/catalogue/crosswalk.ts'
import { listShippedCatalogues, readShippedCatalogue, readShippedCrosswalks } from './standards-folder.ts'

const countBy = <T>(list: readonly T[], keyOf: (it: T) => string) =>
  Object.fromEntries([...Map.groupBy(list, keyOf)].map(([key, group]) => [key, group.length]))

describe('the national catalogue', () => {
  const national = readShippedCatalogue('gbt47678.5-2026')

  it('has 153 components and 250 matters, counted by major', () => {
    expect(countBy(national.classes, (it) => it.kind)).toEqual({ component: 153, matter: 250 })
    const byMajor = countBy(national.classes, (it) => `${it.kind} ${it.majorCode}`)
    expect(byMajor).toEqual({
      'component 01': 76,
      'component 02': 44,
      'component 03': 16,
      'component 04': 14,
      'component 05': 3,
      'matter 01': 76,
      'matter 02': 44,
      'matter 03': 16,
      'matter 04': 14,
      'matter 05': 3,
      'matter 06': 51,
      'matter 07': 7,
      'matter 08': 16,
      'matter 09': 21,
      'matter 10': 2,
    })
    expect(national.majors).toHaveLength(15)
  })

  it('agrees with itself, mirrors every component once, and says that it is second-hand', () => {
    expect(checkCatalogue(national)).toEqual([])
    const mirrored = national.classes.flatMap((it) => (it.componentCode === null ? [] : [it.componentCode]))
    expect(new Set(mirrored).size).toBe(153)
    expect(mirrored).toHaveLength(153)
    expect(national.classes.every((it) => it.nameEn !== '')).toBe(true)
    expect(national.head.note).toContain('二手资料')
    for (const hole of ['01016', '06031', '07005', '09007'])
      expect(national.classes.some((it) => it.code === hole)).toBe(false)
  })
})

describe('the county profile', () => {
  const profile = readShippedCatalogue('county-profile')
  const national = readShippedCatalogue('gbt47678.5-2026')

  it('has exactly 14 majors and 268 classes, the five named majors among them', () => {
    expect(profile.majors).toHaveLength(14)
    expect(profile.classes).toHaveLength(268)
    const names = profile.majors.map((it) => it.name)
    expect(names).toEqual(
      expect.arrayContaining(['市政公用设施', '道路交通设施', '市容环境', '园林绿化', '房屋建筑']),
    )
    expect(new Set(profile.classes.map((it) => `${it.kind} ${it.majorCode}`)).size).toBe(14)
  })

  it('agrees with itself and is labelled as assembled', () => {
    expect(checkCatalogue(profile)).toEqual([])
    expect(profile.head.assembled).toBe(true)
    expect(profile.head.label).toContain('汇编')
  })

  it('gives every class its conditions with all their texts', () => {
    for (const it of profile.conditions) {
      expect(ConditionDraft.safeParse(it).success, `${it.kind} ${it.classCode} #${it.ordinal}`).toBe(true)
      for (const text of [
        it.filingText,
        it.closingText,
        it.collectionNotes,
        it.responsibleText,
        it.competentText,
      ])
        expect(text).not.toBe('')
      expect(it.legalBasis).toMatch(/《.+》|待本级法制机构核定/)
    }
    const ordinals = Map.groupBy(profile.conditions, (it) => `${it.kind} ${it.classCode}`)
    expect(ordinals.size).toBe(268)
    for (const [key, group] of ordinals)
      expect(
        group.map((it) => it.ordinal),
        key,
      ).toEqual(group.map((_, index) => index + 1))
  })

  it('says of every limit where it comes from', () => {
    expect(countBy(profile.conditions, (it) => it.limitBasis)).toEqual({
      stated: 435,
      family: 33,
      assumed: 97,
      unknown: 114,
    })
    for (const it of profile.conditions) {
      expect(it.limitKnown).toBe(it.limitBasis !== 'unknown')
      if (it.limitBasis === 'assumed') expect(it.limitText).toContain('参照')
      // The one assumption about classes of area: work hours double in C, nothing else varies.
      const { limits } = it
      if (limits?.default.unit === 'work_hour') expect(limits.C?.value).toBe(2 * limits.default.value)
      else expect(limits?.C).toBeUndefined()
      expect(limits?.A ?? limits?.B).toBeUndefined()
    }
  })

  it('an assumed limit equals one of the class that it refers to', () => {
    const byClass = Map.groupBy(profile.conditions, (it) => `${it.kind} ${it.classCode}`)
    for (const it of profile.conditions.filter((one) => one.limitBasis === 'assumed')) {
      const [, kind, code] = /参照(部件|事项)(\d{5})/.exec(it.limitText) ?? []
      const source = byClass.get(`${kind === '部件' ? 'component' : 'matter'} ${code}`) ?? []
      const same = source.some(
        (other) =>
          other.limitBasis === 'stated' && JSON.stringify(other.limits) === JSON.stringify(it.limits),
      )
      expect(same, `${it.kind} ${it.classCode} #${it.ordinal} ${it.limitText}`).toBe(true)
    }
  })

  it('keeps national numbers for national classes and local ones for its own', () => {
    const known = new Map(national.classes.map((it) => [`${it.kind} ${it.code}`, it.name]))
    const local = profile.classes.filter((it) => !known.has(`${it.kind} ${it.code}`))
    expect(local).toHaveLength(24)
    expect(local.every((it) => isLocalExtension(it.code))).toBe(true)
    for (const it of profile.classes) {
      const name = known.get(`${it.kind} ${it.code}`)
      if (name !== undefined) expect(it.name).toBe(name)
    }
  })

  it('knows at least 300 colloquial terms', () => {
    expect(profile.classes.flatMap((it) => it.synonyms).length).toBeGreaterThanOrEqual(300)
  })

  it('is joined to the national catalogue by a crosswalk without gaps, not yet signed', () => {
    const [crosswalk, ...others] = readShippedCrosswalks('county-profile')
    expect(others).toEqual([])
    if (!crosswalk) throw new Error('the crosswalk file is missing')
    expect(checkCrosswalk(crosswalk, national.classes, profile.classes)).toEqual([])
    expect(countBy(crosswalk.lines, (it) => it.relation)).toEqual({
      merged: 294,
      same: 97,
      dropped: 12,
      new: 24,
    })
    expect(crosswalk.lines.every((it) => it.signedOffBy === null)).toBe(true)
  })
})

it('lists the shipped catalogues', () => {
  expect(listShippedCatalogues()).toEqual(['county-profile', 'gbt47678.5-2026'])
})
