/** Vitest's global setup for stories told in a browser: the screens are built once for all of them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built screens lie. */
    screensFolder: string
  }
}

/** Builds them into a folder of its own, which goes with the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-screens-'))
  const configFile = join(import.meta.dirname, '../vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir: folder } })
  project.provide('screensFolder', folder)
  return () => rm(folder, { recursive: true, force: true })
}
