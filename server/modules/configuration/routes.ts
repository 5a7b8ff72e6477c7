/** The configuration over HTTP. */
import {
  applyConfigurationEndpoint,
  exportConfigurationEndpoint,
  previewConfigurationEndpoint,
} from '#domain/configuration/contract.ts'
import { handle, type Route } from '#platform/http/serve.ts'
import { apply, preview, sendConfiguration } from './configuration-door.ts'

export const configurationRoutes: Route[] = [
  handle(exportConfigurationEndpoint, sendConfiguration),
  handle(previewConfigurationEndpoint, preview),
  handle(applyConfigurationEndpoint, apply),
]
