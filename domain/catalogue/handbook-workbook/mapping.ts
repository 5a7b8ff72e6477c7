/**
 * How one city's handbook workbook is written: its sheets, the names of its columns and what its words of time mean.
 * The same word means different clocks in different cities, so nothing here has a default.
 */
import { z } from 'zod'
import { CatalogueHead } from '../catalogue.ts'
import { ClassKind } from '../class-code.ts'
import { LimitUnit } from '../limit.ts'

/** The headings by the meaning of their column; those of the second group may be missing. */
export const WorkbookColumns = z.strictObject({
  majorCode: z.string(),
  majorName: z.string(),
  classCode: z.string(),
  className: z.string(),
  filing: z.string(),
  closing: z.string(),
  limit: z.string(),
  responsible: z.string().optional(),
  competent: z.string().optional(),
  collectionNotes: z.string().optional(),
  legalBasis: z.string().optional(),
  /** Limits that differ by class of area. */
  limitA: z.string().optional(),
  limitB: z.string().optional(),
  limitC: z.string().optional(),
})
export type WorkbookColumns = z.infer<typeof WorkbookColumns>
export type WorkbookColumn = keyof WorkbookColumns

/** A mapping file of `standards/mappings/` that reads a handbook workbook. */
export const WorkbookMapping = z.strictObject({
  name: z.string(),
  reads: z.literal('handbook-workbook'),
  note: z.string(),
  head: CatalogueHead,
  sheets: z.array(z.strictObject({ name: z.string(), kind: ClassKind })).min(1),
  columns: WorkbookColumns,
  /** What each word of time means; a word that is not listed is refused. */
  limitWords: z.record(z.string(), LimitUnit),
  /** Words that may stand after the unit without changing the limit, each with what it means. */
  /** Words that say that no limit is known; everything else must be read as one. */
  limitUnknown: z.array(z.string()).default([]),
  limitEndings: z.array(z.strictObject({ text: z.string(), meaning: z.string() })),
})
export type WorkbookMapping = z.infer<typeof WorkbookMapping>
