/** The door of configuration: all that a county has set, as files that can be read, compared and brought back. */
import type { Module } from '#platform/module.ts'
import { configurationRoutes } from './routes.ts'

export { applyConfiguration, placeOf } from './apply-configuration.ts'
export { type ConfigurationFiles, packFiles, unpackFiles } from './files.ts'
export { previewConfiguration } from './preview-configuration.ts'
export { readConfiguration } from './read-configuration.ts'

export const configurationModule: Module = { name: 'configuration', routes: configurationRoutes }
