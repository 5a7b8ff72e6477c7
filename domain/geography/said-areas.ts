/** The areas that stand before a place in what was said: 嵩明县嵩阳街道文化路12号 names a county, a town and a street's door. */

export type NamedArea = { readonly code: string; readonly name: string }

/** What an area is called in an address: 兰茂社区居民委员会 is 兰茂社区, 大桥村民委员会 is 大桥村. */
export const shortAreaName = (name: string): string => name.replace(/(居民|民)委员会$/, '')

const aboveCounty = /^(?:[^省市县区路街]{2,6}(?:省|自治区))?(?:[^省市县区路街]{2,5}市)?/

/** Takes the names of areas off the beginning; what is left is never empty. */
export function readSaidAreas(
  text: string,
  areas: readonly NamedArea[],
): { rest: string; areaCodes: readonly string[] } {
  const areaCodes: string[] = []
  const below = text.replace(aboveCounty, '')
  // 昆明市嵩明县… names a city; 新城市场 does not, for no county follows.
  let rest = areas.some(({ code, name }) => code.length === 6 && below.startsWith(name)) ? below : text
  for (;;) {
    const named = areas
      .flatMap(({ code, name }) => [name, shortAreaName(name)].map((it) => ({ code, name: it })))
      .filter(({ name }) => name.length >= 2 && rest.startsWith(name) && rest.length > name.length)
      .sort((a, b) => b.name.length - a.name.length)[0]
    if (named === undefined) return { rest, areaCodes }
    if (named.code.length > 6) areaCodes.push(named.code)
    rest = rest.slice(named.name.length)
  }
}
