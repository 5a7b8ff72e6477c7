/** The copy that is meant on the command line: a folder, or a name within the folder of copies. */
import { join, resolve } from 'node:path'

export const copyFolder = (place: string, named: string): string =>
  resolve(named.includes('/') ? named : join(place, named))
