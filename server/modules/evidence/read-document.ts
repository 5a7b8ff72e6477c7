/** Says which kind of document a file is, by its content and never by its name; undefined where it is none we take. */
import { strFromU8, unzipSync } from 'fflate'
import { type DocumentKind, documentTypes } from '#domain/evidence/document.ts'

const contentTypes = '[Content_Types].xml'
/** A list of parts is small; a larger one is a bomb or no document. */
const mostListBytes = 1_048_576

const isPdf = (content: Buffer): boolean =>
  content.subarray(0, 1024).includes('%PDF-') && content.subarray(-2048).includes('%%EOF')

/** The main part of each kind of Office file. */
const mainParts = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' } as const

/** The names in a ZIP and its list of content types; undefined where it is no readable ZIP. */
function readParts(content: Buffer): { names: Set<string>; types: string } | undefined {
  const names = new Set<string>()
  try {
    const read = unzipSync(content, {
      filter: ({ name, originalSize }) => {
        names.add(name)
        return name === contentTypes && originalSize <= mostListBytes
      },
    })
    const list = read[contentTypes]
    return list ? { names, types: strFromU8(list) } : undefined
  } catch {
    // Cut off or no ZIP at all.
    return undefined
  }
}

/** The kind of document in `content`. */
export function findDocumentKind(content: Buffer): DocumentKind | undefined {
  if (isPdf(content)) return 'pdf'
  if (content.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return undefined
  const parts = readParts(content)
  if (!parts || [...parts.names].some((it) => /vbaProject\.bin$/i.test(it))) return undefined
  for (const kind of ['docx', 'xlsx'] as const)
    if (parts.names.has(mainParts[kind]) && parts.types.includes(`${documentTypes[kind]}.main+xml`))
      return kind
  return undefined
}
