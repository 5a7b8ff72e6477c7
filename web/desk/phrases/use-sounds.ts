/** The sound of texts for a search by pinyin. The table of sounds is large, so it is fetched when first wanted, and once. */
import { type ShallowRef, shallowRef } from 'vue'
import type { SoundOf } from './match-phrases.ts'

const soundOf = shallowRef<SoundOf>()
let isWanted = false

/** Empty until the table is here; the text itself is searched as long. */
export function useSounds(): Readonly<ShallowRef<SoundOf | undefined>> {
  if (!isWanted) {
    isWanted = true
    const known = new Map<string, ReturnType<SoundOf>>()
    import('#domain/geography/pinyin.ts').then(
      (it) => {
        soundOf.value = (text) => {
          const sound = known.get(text) ?? it.soundOf(text)
          known.set(text, sound)
          return sound
        }
      },
      // Asked again when somebody wants it again.
      () => {
        isWanted = false
      },
    )
  }
  return soundOf
}
