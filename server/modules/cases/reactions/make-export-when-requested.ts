/** Makes an export as soon as it is asked for; one that is made twice is made once, for the first to begin claims it. */
import type { Reaction } from '#platform/jobs/jobs.ts'
import { makeExports } from '../exports/make-export.ts'

/** The reaction on the folder in which files are kept. */
export const makeExportWhenRequested = (exportsFolder: string): Reaction => ({
  name: 'make-export-when-requested',
  on: 'case-export.requested',
  run: (context) => makeExports(context, exportsFolder),
})
