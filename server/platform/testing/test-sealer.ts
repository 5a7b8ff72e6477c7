/** A sealer whose keys are gone with the test. */
import type { CipherProfile } from '../sealing/cipher.ts'
import { keysInMemory } from '../sealing/key-source.ts'
import { createSealer, type Sealer } from '../sealing/sealer.ts'

/** One with a key of its own. */
export const createTestSealer = (profile: CipherProfile = 'aes'): Sealer =>
  createSealer(keysInMemory(profile))
