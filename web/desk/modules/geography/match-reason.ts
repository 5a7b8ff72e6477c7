/** Why a search hit is listed, in words. */
import type { AddressView } from '#domain/geography/contract.ts'

/** The key of the text for a hit; a name that is not in its address is another name of it. */
export function reasonKey({ match, text, relation }: AddressView): string {
  const isOwn = (relation?.anchor ?? text).includes(match.name)
  return match.way === 'name' && !isOwn ? 'addresses.way.alias' : `addresses.way.${match.way}`
}
