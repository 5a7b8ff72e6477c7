/** Where the settings say that the key ring of this installation is. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { type KeySource, keyCommand, keyFile, makeKeyFile } from '#platform/sealing/key-source.ts'

/**
 * The source of the keys. The file of the data folder is made where there is none; a file or command that a setting
 * names is not, because a secret that failed to be mounted must not be answered with new keys.
 */
export function configuredKeys({ values }: Config, now: Date): KeySource {
  if (values.JINGWEI_KEY_COMMAND) return keyCommand(values.JINGWEI_KEY_COMMAND)
  if (values.JINGWEI_KEY_RING) return keyFile(values.JINGWEI_KEY_RING)
  const file = join(values.JINGWEI_DATA, 'secrets', 'key-ring.json')
  if (!existsSync(file)) makeKeyFile(file, values.JINGWEI_CIPHERS, now)
  return keyFile(file)
}
