/**
 * What an export of the audit is made of. Its lines are the very texts that were linked, so that whoever holds the file can
 * work every link out anew; the seals and the public keys that prove them lie beside.
 */
import { z } from 'zod'
import { cipherProfiles } from '../../sealing/cipher.ts'
import { linkAlgorithms } from '../link.ts'

export const manifestFile = 'manifest.json'
/** The signature of the manifest, which holds the hash of every other file. */
export const signatureFile = 'manifest.signature'
/** One canonical text a line, in the order of the chain. */
export const linesFile = 'lines.jsonl'
/** One block a line, with the link of each of its lines. */
export const blocksFile = 'blocks.jsonl'
/** The file of seals as it lies beside the installation. */
export const sealsFile = 'seals.jsonl'

/** What the signature of a manifest is bound to. */
export const exportContext = 'audit.export'

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.int().nonnegative()

export const PublicKeys = z.array(
  z.object({ id: z.string().max(20), profile: z.enum(cipherProfiles), publicKey: z.string().max(400) }),
)

export const ExportManifest = z.strictObject({
  product: z.literal('jingwei-audit'),
  format: z.literal(1),
  adcode: z.string(),
  /** The days that were asked for; the export begins and ends at seals, so it may hold some more. */
  from: z.iso.date(),
  to: z.iso.date(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  firstBlock: Count,
  lastBlock: Count,
  firstPosition: Count,
  lastPosition: Count,
  /** The link before the first line, and the last one. */
  previous: Hex,
  head: Hex,
  lines: Count,
  /** Lines of other counties, of which the links alone are here; and lines that were dropped after their time. */
  withheld: Count,
  dropped: Count,
  /** Numbers of the seals at which it begins and ends; null where there is none. */
  sealBefore: Count.nullable(),
  sealAfter: Count.nullable(),
  keys: PublicKeys,
  /** File → SHA-256. */
  files: z.record(z.string(), Hex),
})
export type ExportManifest = z.infer<typeof ExportManifest>

export const ExportBlock = z.strictObject({
  number: z.int().min(1),
  madeAt: z.iso.datetime(),
  algorithm: z.enum(linkAlgorithms),
  firstPosition: z.int().min(1),
  previous: Hex,
  /** The number of each line in the order of the chain, with its link. */
  seqs: z.array(z.int()),
  links: z.array(Hex),
  /** Of these, lines of other counties; and those that were dropped. */
  withheld: z.array(z.int()),
  dropped: z.array(z.int()),
})
export type ExportBlock = z.infer<typeof ExportBlock>
