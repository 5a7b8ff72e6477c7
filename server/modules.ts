/** The modules of the house, in order; the only place where they are wired together. */

import { type AuditSettings, auditModule } from '#modules/audit/index.ts'
import { type BackupSettings, backupModule } from '#modules/backup/index.ts'
import { basemapModule, createLocationMapDrawer, openBaseMaps } from '#modules/basemap/index.ts'
import { camerasModule, guardFindingPhoto } from '#modules/cameras/index.ts'
import { type CasesSettings, casesModule } from '#modules/cases/index.ts'
import { catalogueModule } from '#modules/catalogue/index.ts'
import { componentsModule } from '#modules/components/index.ts'
import { configurationModule } from '#modules/configuration/index.ts'
import { evaluationModule } from '#modules/evaluation/index.ts'
import { evidenceModule } from '#modules/evidence/index.ts'
import { geographyModule } from '#modules/geography/index.ts'
import { identityModule, type SessionSettings } from '#modules/identity/index.ts'
import { intakeModule } from '#modules/intake/index.ts'
import { patrolModule } from '#modules/patrol/index.ts'
import { phrasesModule } from '#modules/phrases/index.ts'
import { createFileStore } from '#platform/files/file-store.ts'
import type { Module } from '#platform/module.ts'

/** What the modules need to know of the installation. */
export type HouseSettings = SessionSettings &
  CasesSettings &
  AuditSettings & {
    /** Where base maps are kept. */
    readonly baseMapsFolder: string
    /** Hosts that the county takes video from; none named means any but this machine. */
    readonly videoHosts?: readonly string[]
    /** How copies of the installation are made; not at all where it is left out. */
    readonly backup?: BackupSettings | undefined
  }

/** Every module of a running house. */
export function houseModules(settings: HouseSettings): Module[] {
  const baseMaps = openBaseMaps(settings.baseMapsFolder)
  const files = createFileStore(settings.photosFolder)
  return [
    identityModule(settings),
    geographyModule,
    basemapModule(baseMaps),
    patrolModule,
    catalogueModule,
    phrasesModule,
    componentsModule,
    evidenceModule(files, [guardFindingPhoto]),
    casesModule(settings, createLocationMapDrawer(baseMaps.source)),
    intakeModule(files),
    camerasModule(files, settings.videoHosts ?? []),
    evaluationModule,
    configurationModule,
    backupModule(settings.backup),
    auditModule(settings),
  ]
}
