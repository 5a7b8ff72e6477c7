/**
 * Credit codes for organisations that do not exist: well-formed in every check, yet no authority can ever have
 * given one out, because they name the division 990127 as the place of registration and GB/T 2260 has no
 * province 99.
 */
import { creditCodeCheck } from '#domain/identity/credit-code.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { organisationCodeCheck } from '#domain/identity/organisation-code.ts'

const nowhere = '990127'

/** Registration department and category: 11 a public body, 12 a public institution, 91 an enterprise. */
const categoryOf: Partial<Record<Organisation['kind'], string>> = {
  company: '91',
  contractor: '91',
  other: '12',
  centre: '12',
}

/** The code of the `serial`-th synthetic organisation. */
export function syntheticCreditCode(kind: Organisation['kind'], serial: number): string {
  const first8 = `DEM${String(serial).padStart(5, '0')}`
  const first17 = `${categoryOf[kind] ?? '11'}${nowhere}${first8}${organisationCodeCheck(first8)}`
  return `${first17}${creditCodeCheck(first17)}`
}
