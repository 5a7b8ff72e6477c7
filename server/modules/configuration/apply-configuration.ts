/**
 * Brings a county to what files say: one act a section, in the order of the sections, so that what is refused in one
 * does not undo the others. The same files again change nothing, and the log says so.
 */
import { v5 } from 'uuid'
import type { FileFinding, SectionResult } from '#domain/configuration/contract.ts'
import {
  type DocumentChange,
  documentDifference,
  isDemanding,
} from '#domain/configuration/document-difference.ts'
import { ConfigurationProblem } from '#domain/configuration/problems.ts'
import { Problem } from '#domain/problem.ts'
import { findOrganisationNames } from '#modules/identity/index.ts'
import type { Command } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { ConfigurationSection } from '#platform/configuration.ts'
import type { House } from '#platform/house.ts'
import { stateOf } from './document-state.ts'
import { type ConfigurationFiles, readFiles } from './files.ts'
import { configurationSections } from './sections.ts'

type Receipt = { readonly section: string; readonly changed: number; readonly changes: DocumentChange[] }

/** How many changes the log keeps one by one. */
const mostKept = 100

/** The command that imports one section. */
const importSection = (
  section: ConfigurationSection,
): Command<{ document: unknown; seen: string | undefined }, Receipt> => ({
  name: 'configuration.import',
  permission: section.permission,
  auditInput: () => ({ section: section.name }),
  async run(context, { document, seen }) {
    const { db, adcode, now } = context
    const names = await findOrganisationNames(db, adcode)
    const before = await section.read({ db, adcode, now, names })
    // What was shown before the import must be what it is imported over.
    if (seen !== undefined && seen !== stateOf(before)) throw ConfigurationProblem.changed({})
    const changes = documentDifference(
      before === undefined ? new Map() : section.entries(before),
      section.entries(document),
      section.missing,
    ).filter((it) => it.change !== 'kept')
    if (isDemanding(changes)) await section.plan(context, names, document, before)
    return { section: section.name, changed: changes.length, changes: changes.slice(0, mostKept) }
  },
})

/** Files without a fault, or a Problem that names the first. */
function requireSound(files: ConfigurationFiles): ReadonlyMap<string, unknown> {
  const { documents, findings } = readFiles(files, configurationSections)
  const [first] = findings
  if (!first) return documents
  throw ConfigurationProblem.faulty({ count: findings.length, first: placeOf(first), findings })
}

/** A fault with its place, as people read it. */
export const placeOf = ({ file, path, reason }: FileFinding): string => `${file} ${path}: ${reason}`

const namespace = '0d6bb0b6-6f3c-5c1e-9f0e-6c2f1d7a9b55'

type Applying = {
  readonly house: Pick<House, 'act' | 'database'>
  readonly actor: Actor
  readonly adcode: string
  readonly files: ConfigurationFiles
  /** Only these sections; all of the files by default. */
  readonly only?: readonly string[] | undefined
  /** The state of each section when its difference was seen; one that changed since is refused. */
  readonly seen?: ReadonlyMap<string, string> | undefined
  readonly requestId?: string | undefined
}

/** Imports the sections of files one after the other. */
export async function applyConfiguration(it: Applying): Promise<SectionResult[]> {
  const documents = requireSound(it.files)
  const results: SectionResult[] = []
  for (const section of configurationSections) {
    const document = documents.get(section.name)
    const isAsked = document !== undefined && (it.only === undefined || it.only.includes(section.name))
    results.push(isAsked ? await applySection(it, section, document) : leftOut(section))
  }
  return results
}

const leftOut = ({ name, title }: ConfigurationSection): SectionResult => ({
  name,
  title,
  outcome: 'left-out',
  changed: 0,
  reason: null,
})

async function applySection(
  { house, actor, adcode, seen, requestId }: Applying,
  section: ConfigurationSection,
  document: unknown,
): Promise<SectionResult> {
  const { name, title } = section
  try {
    const options = requestId === undefined ? {} : { requestId: v5(`${requestId}/${name}`, namespace) }
    const input = { document, seen: seen?.get(name) }
    const { changed } = await house.act(actor, importSection(section), input, { adcode, ...options })
    section.applied?.(house.database)
    return { name, title, outcome: changed ? 'done' : 'unchanged', changed, reason: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { name, title, outcome: 'refused', changed: 0, reason: error.sentence }
  }
}
