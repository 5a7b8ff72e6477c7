/**
 * Sections as files and back: one JSON file a section and `configuration.json` that says what the files are. Keys stand
 * in one order and things in the order of their names, so that two exports can be compared line by line.
 */
import { unzipSync, zipSync } from 'fflate'
import { z } from 'zod'
import type { FileFinding } from '#domain/configuration/contract.ts'
import { ConfigurationProblem } from '#domain/configuration/problems.ts'
import type { ConfigurationSection } from '#platform/configuration.ts'

/** Counts up when a reader of the version before would misunderstand the files. */
const schemaVersion = 1
const manifestName = 'configuration.json'
const mostBytes = 30_000_000

/** What stays out of the files, and why; said in them so that nobody looks for it. */
const leftOut = [
  '人员与账号（密码、电话不出系统）people and accounts: passwords and telephone numbers never leave',
  '区划、网格与部件（空间数据另有导出）areas, grids and components: spatial data have exports of their own',
  '排班与请假 rosters and leave',
]

const Manifest = z.strictObject({
  product: z.literal('jingwei'),
  schemaVersion: z.literal(schemaVersion),
  adcode: z.string(),
  exportedAt: z.iso.datetime(),
  exportedBy: z.string(),
  sections: z.array(z.string()),
  leftOut: z.array(z.string()),
})
export type Manifest = z.infer<typeof Manifest>

/** Files by name. */
export type ConfigurationFiles = ReadonlyMap<string, string>

const toText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** The files of some documents. */
export function toFiles(
  documents: ReadonlyMap<string, unknown>,
  of: Pick<Manifest, 'adcode' | 'exportedAt' | 'exportedBy'>,
): ConfigurationFiles {
  const manifest: Manifest = {
    product: 'jingwei',
    schemaVersion,
    ...of,
    sections: [...documents.keys()],
    leftOut,
  }
  return new Map([
    [manifestName, toText(manifest)],
    ...[...documents].map(([name, document]) => [`${name}.json`, toText(document)] as const),
  ])
}

/** What files say: their manifest, the documents that could be read, and everything that is wrong with them. */
export type ReadFiles = {
  readonly manifest: Manifest
  readonly documents: ReadonlyMap<string, unknown>
  readonly findings: readonly FileFinding[]
}

function parseJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

const toFindings = (file: string, error: z.ZodError): FileFinding[] =>
  error.issues.map((it) => ({ file, path: it.path.join('.') || '/', reason: it.message }))

function readManifest(text: string | undefined): Manifest {
  if (text === undefined) throw ConfigurationProblem.unreadable({ reason: `${manifestName} ?` })
  const parsed = parseJson(text)
  if ('reason' in parsed)
    throw ConfigurationProblem.unreadable({ reason: `${manifestName}: ${parsed.reason}` })
  const manifest = Manifest.safeParse(parsed.value)
  const [first] = manifest.success ? [] : toFindings(manifestName, manifest.error)
  if (!manifest.success)
    throw ConfigurationProblem.unreadable({ reason: `${manifestName} ${first?.path}: ${first?.reason}` })
  return manifest.data
}

/** Keys that a schema passed over, wherever they stand: what is written and not understood is never dropped. */
function unknownKeys(raw: unknown, read: unknown, path: readonly (string | number)[] = []): string[] {
  if (typeof raw !== 'object' || raw === null || typeof read !== 'object' || read === null) return []
  return Object.entries(raw).flatMap(([key, it]) =>
    key in read
      ? unknownKeys(it, (read as Record<string, unknown>)[key], [...path, key])
      : [[...path, key].join('.')],
  )
}

/** Reads files; what no section knows, or a section does not understand, is told with its file and path. */
export function readFiles(files: ConfigurationFiles, sections: readonly ConfigurationSection[]): ReadFiles {
  const manifest = readManifest(files.get(manifestName))
  const documents = new Map<string, unknown>()
  const findings: FileFinding[] = []
  for (const [file, text] of files) {
    if (file === manifestName) continue
    const section = sections.find((it) => `${it.name}.json` === file)
    if (!section) {
      findings.push({ file, path: '/', reason: '没有这个部分 there is no such section' })
      continue
    }
    const parsed = parseJson(text)
    const document = 'reason' in parsed ? undefined : section.schema.safeParse(parsed.value)
    if ('reason' in parsed) findings.push({ file, path: '/', reason: parsed.reason })
    else if (document?.success) {
      const unknown = unknownKeys('value' in parsed ? parsed.value : undefined, document.data)
      findings.push(...unknown.map((path) => ({ file, path, reason: '没有这个字段 no such field' })))
      documents.set(section.name, document.data)
    } else if (document) findings.push(...toFindings(file, document.error))
  }
  for (const name of manifest.sections)
    if (!files.has(`${name}.json`))
      findings.push({ file: `${name}.json`, path: '/', reason: '文件不在 the file is missing' })
  return { manifest, documents, findings }
}

/** Packs files; the same files give the same bytes. */
export const packFiles = (files: ConfigurationFiles): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([name, text]) => [name, new TextEncoder().encode(text)])), {
    mtime: new Date('2000-01-01T00:00:00Z'),
  })

/** Unpacks an archive of plain files; a Problem when it is none, or unpacks to too much. */
export function unpackFiles(bytes: Uint8Array): ConfigurationFiles {
  let total = 0
  const tooMuch = 'too large'
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize
        if (total > mostBytes) throw new Error(tooMuch)
        return !name.endsWith('/')
      },
    })
    return new Map(Object.entries(files).map(([name, it]) => [name, new TextDecoder().decode(it)]))
  } catch (error) {
    throw ConfigurationProblem.unreadable({ reason: error instanceof Error ? error.message : String(error) })
  }
}
