/** Imports and exports of whole files, as the command line and the demonstration use them. */
export { exportAreas, exportComponents, exportOrganisations } from './export-tables.ts'
export { importAreas } from './import-areas.ts'
export { importComponents } from './import-components.ts'
export type { ImportOptions } from './import-options.ts'
export { importOrganisations } from './import-organisations.ts'
export { getMapping, listMappings } from './mapping-files.ts'
