/**
 * `npm run api:print`: prints the OpenAPI document of every route that is wired in server/modules.ts to
 * docs/api/openapi.json, the same that a running server shows at /api/openapi.json. With `--check` it only says
 * whether the file is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { printOpenapi } from '#platform/http/openapi.ts'
import packageFile from '../package.json' with { type: 'json' }
import { servedEndpoints } from './served-endpoints.ts'
import { root } from './source-files.ts'

const file = join(root, 'docs', 'api', 'openapi.json')

const printed = `${JSON.stringify(printOpenapi(servedEndpoints, packageFile.version), null, 2)}\n`

if (existsSync(file) && readFileSync(file, 'utf8') === printed)
  process.stdout.write('The API document is true.\n')
else if (process.argv.includes('--check')) {
  process.stdout.write('docs/api/openapi.json is stale; run: npm run api:print\n')
  process.exitCode = 1
} else {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, printed)
  process.stdout.write(`Printed ${servedEndpoints.length} endpoints into docs/api/openapi.json.\n`)
}
