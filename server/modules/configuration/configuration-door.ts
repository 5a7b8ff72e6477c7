/** The configuration over HTTP: sent as an archive, looked at, and imported. */
import type { z } from 'zod'
import type {
  applyConfigurationEndpoint,
  ConfigurationPreview,
  SectionResult,
} from '#domain/configuration/contract.ts'
import { ConfigurationProblem } from '#domain/configuration/problems.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { applyConfiguration } from './apply-configuration.ts'
import { type ConfigurationFiles, packFiles, unpackFiles } from './files.ts'
import { previewConfiguration } from './preview-configuration.ts'
import { readConfiguration } from './read-configuration.ts'

async function uploadedFiles({ request }: HandlerContext): Promise<ConfigurationFiles> {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw ConfigurationProblem.missing({})
  return unpackFiles(await part.toBuffer())
}

/** Sends the configuration. */
export async function sendConfiguration({ db, actor, now, reply }: HandlerContext): Promise<undefined> {
  const { adcode } = actor
  const bytes = packFiles(await readConfiguration({ db, adcode, now }, actor.name))
  await reply
    .type('application/zip')
    .header('content-disposition', `attachment; filename="jingwei-${adcode}-configuration.zip"`)
    .send(Buffer.from(bytes))
  return undefined
}

/** Tells what the upload would change. */
export async function preview(context: HandlerContext): Promise<ConfigurationPreview> {
  const { db, actor, now } = context
  return previewConfiguration({ db, adcode: actor.adcode, now }, actor, await uploadedFiles(context))
}

const toPair = (text: string): [string, string] => {
  const [name = '', state = ''] = text.split(':')
  return [name, state]
}

/** Imports the upload. */
export async function apply(
  context: HandlerContext,
  { sections, seen }: z.output<typeof applyConfigurationEndpoint.query>,
): Promise<{ results: SectionResult[] }> {
  const { act, db, actor, requestId } = context
  const results = await applyConfiguration({
    house: { act, database: db },
    actor,
    adcode: actor.adcode,
    files: await uploadedFiles(context),
    only: sections?.split(','),
    seen: seen === undefined ? undefined : new Map(seen.split(',').map(toPair)),
    requestId,
  })
  return { results }
}
