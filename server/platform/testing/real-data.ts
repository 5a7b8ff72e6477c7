/** Finds the real data that some tests read in place; they skip, saying so, where it is missing. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const projectRoot = resolve(import.meta.dirname, '../../..')
const folder = resolve(projectRoot, process.env['JINGWEI_REAL_DATA'] ?? '../shared/data')

/** The path of `name` (`folder/file`) in the folder of real data, or undefined where there is no such file. */
export function realData(name: string): string | undefined {
  const path = join(folder, name)
  return existsSync(path) ? path : undefined
}
