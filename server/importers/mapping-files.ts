/** The mappings that ship with the product, and those a city writes for itself. */
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { type MappedNoun, Mapping } from '#domain/exchange/mapping.ts'
import { ExchangeProblem } from '#domain/exchange/problems.ts'

const folder = join(import.meta.dirname, '..', '..', 'standards', 'mappings')

// Other files in the folder map workbooks and the like; they say so and are none of ours.
const Ours = z.object({ noun: z.string() })

const nameOf = (path: string): string => basename(path, '.json')

/** The names of the shipped mappings for `noun`, in order. */
export async function listMappings(noun: MappedNoun): Promise<string[]> {
  const names: string[] = []
  for (const file of globSync('*.json', { cwd: folder })) {
    const parsed = Ours.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')))
    if (parsed.success && parsed.data.noun === noun) names.push(nameOf(file))
  }
  return names.sort()
}

/** The mapping called `nameOrPath` (a path when it ends in `.json`) for `noun`, or a Problem. */
export async function getMapping(nameOrPath: string, noun: MappedNoun): Promise<Mapping> {
  const isPath = nameOrPath.endsWith('.json')
  const isName = /^[a-z0-9][a-z0-9.-]*$/.test(nameOrPath)
  const path = isPath ? nameOrPath : join(folder, `${nameOrPath}.json`)
  const text = isPath || isName ? await readFile(path, 'utf8').catch(() => undefined) : undefined
  if (text === undefined)
    throw ExchangeProblem.mappingUnknown({ name: nameOrPath, known: await listMappings(noun) })
  const mapping = parseMapping(nameOrPath, text)
  if (mapping.noun !== noun)
    throw ExchangeProblem.mappingForOther({ name: nameOrPath, noun: mapping.noun, expected: noun })
  return mapping
}

function parseMapping(name: string, text: string): Mapping {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw ExchangeProblem.mappingInvalid({
      name,
      issues: [error instanceof Error ? error.message : String(error)],
    })
  }
  const parsed = Mapping.safeParse(json)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((it) => `${it.path.join('.')}: ${it.message}`)
  throw ExchangeProblem.mappingInvalid({ name, issues })
}

/** Refuses a mapping that fills fields its noun does not have. */
export function requireFields(mapping: Mapping, known: readonly string[]): void {
  const issues = Object.keys(mapping.fields)
    .filter((it) => !known.includes(it))
    .map((it) => `fields.${it}: ${known.join(', ')}`)
  if (issues.length) throw ExchangeProblem.mappingInvalid({ name: mapping.name, issues })
}
