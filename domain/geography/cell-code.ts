/**
 * The code of a unit grid (单元网格): 15 digits, the 12 of its community and a serial from 001 to 999 that runs from left to
 * right and from top to bottom (GB/T 47678.5, SZDYWGBSM). A changed cell ends and gets a new code; a code is never given twice.
 */
import { z } from 'zod'
import { CommunityCode, communityOf } from './area-code.ts'
import { GeographyProblem } from './problems.ts'

/** A unit grid's code. */
export const CellCode = z
  .string()
  .regex(/^[1-9]\d{11}(?!000)\d{3}$/, 'fifteen digits, the last three not 000')

/** The most cells one community can have: the serial has three digits. */
export const mostCellsOfCommunity = 999

/** The code of the `serial`-th cell of a community; a Problem when the community has no such code to give. */
export function cellCode(communityCode: string, serial: number): string {
  const community = CommunityCode.safeParse(communityCode)
  if (!community.success || !Number.isInteger(serial) || serial < 1 || serial > mostCellsOfCommunity)
    throw GeographyProblem.cellCodeImpossible({ communityCode, serial })
  return communityCode + String(serial).padStart(3, '0')
}

/** The parts of a cell's code; undefined when the text is no cell code. */
export function findCellCodeParts(code: string): { communityCode: string; serial: number } | undefined {
  if (!CellCode.safeParse(code).success) return undefined
  return { communityCode: communityOf(code), serial: Number(code.slice(12)) }
}

/** Why `code` cannot be the code of a cell in one of `communities`; undefined when it can. */
export function whyNotCellCode(
  code: string,
  communities: { has(communityCode: string): boolean },
): 'malformed' | 'unknown-community' | undefined {
  const parts = findCellCodeParts(code)
  if (parts === undefined) return 'malformed'
  return communities.has(parts.communityCode) ? undefined : 'unknown-community'
}

/** The serials of a community that were never given, lowest first, as many as `count`; a Problem when too few are left. */
export function nextCellCodes(communityCode: string, given: Iterable<string>, count: number): string[] {
  // Also codes of ended cells are "given": cases of the past keep them.
  let highest = 0
  for (const code of given) {
    const parts = findCellCodeParts(code)
    if (parts?.communityCode === communityCode) highest = Math.max(highest, parts.serial)
  }
  return Array.from({ length: count }, (_, index) => cellCode(communityCode, highest + 1 + index))
}

type Placed = { readonly left: number; readonly top: number }

/**
 * Puts the cells of one community in the order of their serials: by rows of height `rowHeight` from the top, and from
 * left to right within a row. `left` and `top` are the western and northern edges in degrees.
 */
export function inSerialOrder<T extends Placed>(cells: readonly T[], rowHeight: number): T[] {
  const north = Math.max(...cells.map((cell) => cell.top))
  const row = (cell: T) => Math.floor((north - cell.top) / rowHeight + 1e-6)
  return [...cells].sort((a, b) => row(a) - row(b) || a.left - b.left || b.top - a.top)
}
