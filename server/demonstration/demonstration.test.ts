import { describe, expect, it } from 'vitest'
import { type UnitKind, unitKinds } from '#domain/catalogue/unit-kind.ts'
import { isCreditCode } from '#domain/identity/credit-code.ts'
import { postCodes } from '#domain/identity/post.ts'
import { demonstrationPeople, isShowcaseAccount } from './accounts.ts'
import { demonstrationOrganisations } from './organisations.ts'
import { readCommunities, readTowns } from './read-areas.ts'
import { planResponsibility } from './responsibility.ts'
import { syntheticCreditCode } from './synthetic-credit-code.ts'

const towns = readTowns('530127')
const organisations = demonstrationOrganisations(towns, readCommunities('530127'))
const people = demonstrationPeople(organisations)

describe('the organisations of the demonstration', () => {
  it('are the county’s eight towns, streets and zones, five squads and five cleaning lots, what is below a town, and more', () => {
    const count = (kind: string) => organisations.filter((it) => it.kind === kind).length
    expect({ towns: count('town'), squads: count('squad'), contractors: count('contractor') }).toEqual({
      towns: 8,
      squads: 6,
      contractors: 7,
    })
    expect(count('bureau')).toBeGreaterThanOrEqual(6)
  })

  it('have names and slugs of their own, and parents that come before them', () => {
    expect(new Set(organisations.map((it) => it.slug)).size).toBe(organisations.length)
    expect(new Set(organisations.map((it) => it.name)).size).toBe(organisations.length)
    for (const [index, { slug, parent }] of organisations.entries())
      if (parent)
        expect(
          organisations.slice(0, index).map((it) => it.slug),
          slug,
        ).toContain(parent)
  })

  it('answer to every kind of unit that a catalogue may name, but the unnamed owner', () => {
    const answered = new Set(organisations.flatMap((it) => it.unitKinds))
    expect(unitKinds.filter((it) => !answered.has(it))).toEqual(['owner'])
  })
})

describe('synthetic credit codes', () => {
  const codes = organisations.map((it, index) => syntheticCreditCode(it.kind, index + 1))

  it('are well-formed and all different', () => {
    expect(codes.filter((it) => !isCreditCode(it))).toEqual([])
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('name a place of registration that does not exist', () => {
    expect(codes.filter((it) => it.slice(2, 4) !== '99')).toEqual([])
  })
})

describe('the people of the demonstration', () => {
  it('have one user for each post, named by its code word, and a second collector', () => {
    for (const post of postCodes) expect(people.find((it) => it.username === post)?.post).toBe(post)
    expect(people.find((it) => it.username === 'collector2')?.post).toBe('collector')
  })

  it('have names and user names of their own', () => {
    expect(new Set(people.map((it) => it.username)).size).toBe(people.length)
    expect(new Set(people.map((it) => it.name)).size).toBe(people.length)
  })

  it('put unit and handler into one organisation', () => {
    const organisationOf = (name: string) => people.find((it) => it.username === name)?.organisation
    expect(organisationOf('unit')).toBe('street-lighting')
    expect(organisationOf('handler')).toBe(organisationOf('unit'))
  })

  it('have a second level with units below it that the county does not dispatch to, each with a desk', () => {
    const inner = organisations.filter((it) => it.isInner)
    expect(inner.length).toBeGreaterThanOrEqual(4)
    const town = people.find((it) => it.username === 'sub_center')?.organisation
    for (const it of inner) {
      expect([it.parent, it.disposes]).toEqual([town, false])
      expect(people.filter((person) => person.organisation === it.slug)).toHaveLength(1)
    }
    const shown = people.filter(isShowcaseAccount).map((it) => it.username)
    expect(shown).toEqual(expect.arrayContaining(['sub_center', 'community1', 'community2']))
  })

  it('give each organisation that puts things right a desk', () => {
    for (const { slug } of organisations.filter((it) => it.disposes))
      expect(people.find((it) => it.username === `unit-${slug}`)?.organisation).toBe(slug)
  })
})

describe('the responsibility matrix of the demonstration', () => {
  const leadsOf = (responsibleKind: UnitKind | null, competentKind: UnitKind | null = null) =>
    planResponsibility(
      [{ kind: 'component', code: '01037', responsibleKind, competentKind }],
      organisations,
      {
        sanitation: [{ areaCode: '530127102', slug: 'cleaning-4' }],
      },
    ).map((it) => `${it.areaCode ?? 'anywhere'} ${it.lead}`)

  it('gives a kind that is one organisation to that one', () => {
    expect(leadsOf('street_lighting')).toEqual(['anywhere street-lighting'])
  })

  it('gives a kind that is split up to whoever works there, and the rest to the bureau', () => {
    expect(leadsOf('enforcement')).toHaveLength(6)
    expect(leadsOf('enforcement')).toContain('530127102 squad-530127102')
    expect(leadsOf('sanitation')).toEqual(['530127102 cleaning-4', 'anywhere urban-management'])
  })

  it('gives what nobody or an unnamed owner answers for to the competent department', () => {
    expect(leadsOf('owner', 'water_affairs')).toEqual(['anywhere water-affairs'])
    expect(leadsOf(null, null)).toEqual(['anywhere urban-management'])
  })

  it('knows somebody for every kind of unit', () => {
    for (const kind of unitKinds) expect(leadsOf(kind).length, kind).toBeGreaterThan(0)
  })
})
