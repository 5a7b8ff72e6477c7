/**
 * The statistical codes of areas (统计用区划代码): 6 digits a county, 9 a town, street or zone, 12 a community or village.
 * A code carries its parents: the first 6 digits of a community are its county.
 */
import { z } from 'zod'

/** A county, district or county-level city: 6 digits. */
export const CountyCode = z.string().regex(/^[1-9]\d{5}$/, 'six digits')
/** A residents' or villagers' committee: 12 digits. */
export const CommunityCode = z.string().regex(/^[1-9]\d{11}$/, 'twelve digits')
/** Any of the three. */
export const AreaCode = z.string().regex(/^[1-9]\d{5}(\d{3}(\d{3})?)?$/, 'six, nine or twelve digits')

export const areaLevels = ['county', 'town', 'community'] as const
export type AreaLevel = (typeof areaLevels)[number]

/** What the three digits of a town say it is. */
export type TownKind = 'street' | 'town' | 'township' | 'zone'
/** What the three digits of a community say it is. */
export type CommunityKind = 'residents' | 'villagers' | 'virtual'

const levelOfLength: Record<number, AreaLevel> = { 6: 'county', 9: 'town', 12: 'community' }

/** The level of a code; undefined when it is none. */
export function findAreaLevel(code: string): AreaLevel | undefined {
  return AreaCode.safeParse(code).success ? levelOfLength[code.length] : undefined
}

/** The town of a community or cell code. */
export const townOf = (code: string): string => code.slice(0, 9)
/** The community of a cell code. */
export const communityOf = (code: string): string => code.slice(0, 12)

/** The area above: a community's town, a town's county; a county has none here. */
export function findParentCode(code: string): string | undefined {
  return code.length > 6 ? code.slice(0, -3) : undefined
}

/** Digits 7–9: 001–099 streets, 100–199 towns, 200–399 townships, 400 and above zones that are no administrative unit. */
export function townKind(code: string): TownKind {
  const serial = Number(code.slice(6, 9))
  if (serial < 100) return 'street'
  if (serial < 200) return 'town'
  return serial < 400 ? 'township' : 'zone'
}

/** Digits 10–12: 001–199 residents' committees, 200–399 villagers' committees, 400 and above virtual ones of zones. */
export function communityKind(code: string): CommunityKind {
  const serial = Number(code.slice(9, 12))
  if (serial < 200) return 'residents'
  return serial < 400 ? 'villagers' : 'virtual'
}
