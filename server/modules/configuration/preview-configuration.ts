/** What files would change in a county, section by section; nothing is written. */
import type { ConfigurationPreview } from '#domain/configuration/contract.ts'
import { documentDifference } from '#domain/configuration/document-difference.ts'
import { type Actor, may } from '#platform/actor.ts'
import { stateOf } from './document-state.ts'
import { type ConfigurationFiles, readFiles } from './files.ts'
import { type Asked, readDocuments } from './read-configuration.ts'
import { configurationSections } from './sections.ts'

/** Works out the difference of each section. */
export async function previewConfiguration(
  asked: Asked,
  actor: Actor,
  files: ConfigurationFiles,
): Promise<ConfigurationPreview> {
  const { manifest, documents, findings } = readFiles(files, configurationSections)
  const { documents: standing } = await readDocuments(asked)
  return {
    adcode: manifest.adcode,
    exportedAt: manifest.exportedAt,
    exportedBy: manifest.exportedBy,
    findings: [...findings],
    sections: configurationSections.map((it) => {
      const [before, after] = [standing.get(it.name), documents.get(it.name)]
      return {
        name: it.name,
        title: it.title,
        isIncluded: after !== undefined,
        mayApply: may(actor, it.permission),
        state: stateOf(before),
        changes:
          after === undefined
            ? []
            : documentDifference(
                before === undefined ? new Map() : it.entries(before),
                it.entries(after),
                it.missing,
              ),
      }
    }),
  }
}
