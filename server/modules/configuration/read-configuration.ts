/** The configuration of a county as documents, and as files. */
import { findOrganisationNames } from '#modules/identity/index.ts'
import type { DocumentNames } from '#platform/configuration.ts'
import type { Database } from '#platform/database/database.ts'
import { type ConfigurationFiles, toFiles } from './files.ts'
import { configurationSections } from './sections.ts'

/** Whose configuration, and when. */
export type Asked = { readonly db: Database; readonly adcode: string; readonly now: Date }

/** The documents of a county by section; a section without anything of the county's own is left out. */
export async function readDocuments({ db, adcode, now }: Asked): Promise<{
  names: DocumentNames
  documents: Map<string, unknown>
}> {
  const names = await findOrganisationNames(db, adcode)
  const documents = new Map<string, unknown>()
  for (const it of configurationSections) {
    const document = await it.read({ db, adcode, now, names })
    if (document !== undefined) documents.set(it.name, document)
  }
  return { names, documents }
}

/** The files of a county's configuration, with who took them out. */
export async function readConfiguration(asked: Asked, exportedBy: string): Promise<ConfigurationFiles> {
  const { documents } = await readDocuments(asked)
  const { adcode, now } = asked
  return toFiles(documents, { adcode, exportedAt: now.toISOString(), exportedBy })
}
