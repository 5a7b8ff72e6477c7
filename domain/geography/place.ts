/**
 * A place of the address library (地名地址库): what people name when they say where something is. The standard builds an address
 * of district, a limiting thing (street, village, estate) and a local point (door, building, gate, landmark).
 */
import { z } from 'zod'
import type { Sentence } from '../problem.ts'

export const placeKinds = [
  'street',
  'crossing',
  'address',
  'building',
  'estate',
  'gate',
  'landmark',
  'village',
] as const
export const PlaceKind = z.enum(placeKinds)
export type PlaceKind = z.infer<typeof PlaceKind>

/** What a kind is called. */
export const placeKindNames: Readonly<Record<PlaceKind, Sentence>> = {
  street: { zh: '道路', en: 'Street' },
  crossing: { zh: '路口', en: 'Crossing' },
  address: { zh: '门牌', en: 'Door number' },
  building: { zh: '楼栋', en: 'Building' },
  estate: { zh: '小区', en: 'Estate' },
  gate: { zh: '出入口', en: 'Gate' },
  landmark: { zh: '地标', en: 'Landmark' },
  village: { zh: '自然村', en: 'Village' },
}

/** What a name of a place is: the one on the sign, another in use, or one it had. */
export const nameKinds = ['name', 'alias', 'former'] as const
export const otherNameKinds = ['alias', 'former'] as const
export type OtherNameKind = (typeof otherNameKinds)[number]

/** A name as it is kept: full-width signs made narrow, no blanks. */
export const PlaceName = z
  .string()
  .transform((it) => it.normalize('NFKC').replace(/\s+/g, ''))
  .pipe(
    z
      .string()
      .min(2, '至少两个字 at least two signs')
      .max(60, '最多 60 字 at most 60 signs')
      .regex(
        /^[\p{L}\p{N}\-·#()/.]+$/u,
        '只能有文字、数字和 - · # ( ) / . only letters, digits and - · # ( ) / .',
      ),
  )

export const OtherName = z.object({ name: PlaceName, kind: z.enum(otherNameKinds) })
export type OtherName = z.infer<typeof OtherName>

/** The county's own code of an address. */
export const PlaceCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{1,40}$/, '只能有字母、数字和短横，最多 40 位 letters, digits and hyphens, at most 40')
