/** The audit over HTTP. */
import {
  countAuditEndpoint,
  fetchAuditExportEndpoint,
  listAuditExportsEndpoint,
  requestAuditCheckEndpoint,
  requestAuditExportEndpoint,
  searchAuditEndpoint,
  showAuditLineEndpoint,
  showChainEndpoint,
} from '#domain/audit/contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import type { AuditSettings } from './audit-settings.ts'
import { requestCheck } from './commands/request-check.ts'
import { requestExport } from './commands/request-export.ts'
import { countLines } from './queries/count-lines.ts'
import { listExports } from './queries/list-exports.ts'
import { searchLines } from './queries/search-lines.ts'
import { showChain } from './queries/show-chain.ts'
import { showLine } from './queries/show-line.ts'
import { fetchExport } from './runs/fetch-export.ts'

export const auditRoutes = ({ sealPlaces, exportsFolder }: AuditSettings): readonly Route[] => [
  answer(searchAuditEndpoint, searchLines),
  answer(showAuditLineEndpoint, showLine(sealPlaces)),
  answer(countAuditEndpoint, countLines),
  answer(showChainEndpoint, showChain(sealPlaces)),
  serve(requestAuditCheckEndpoint, requestCheck),
  serve(requestAuditExportEndpoint, requestExport),
  answer(listAuditExportsEndpoint, listExports),
  handle(fetchAuditExportEndpoint, (context, input) => fetchExport(exportsFolder, context, input)),
]
