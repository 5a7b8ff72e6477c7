/** What every import may be told besides file and mapping. */
import type { ImportProgress } from '#platform/tabular/import-batches.ts'

export type ImportOptions = {
  /** The county that the rows go into; the actor's own when left out. */
  readonly adcode?: string | undefined
  /** Reads and judges everything, and writes nothing. */
  readonly isDryRun?: boolean | undefined
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
}
