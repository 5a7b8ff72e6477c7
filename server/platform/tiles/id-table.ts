/** UUIDs and the slots they were given, in flat memory: 24 bytes an id where a Map of texts takes over a hundred. */
import { roomFor } from './point-index.ts'

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const word = (it: number): string =>
  `${hex[it >>> 24]}${hex[(it >>> 16) & 255]}${hex[(it >>> 8) & 255]}${hex[it & 255]}`

/** The four words of a UUID. */
function wordsOf(id: string): readonly [number, number, number, number] {
  const text = id.replaceAll('-', '')
  const part = (at: number): number => Number.parseInt(text.slice(at, at + 8), 16)
  return [part(0), part(8), part(16), part(24)]
}

export class IdTable {
  private words: Uint32Array = new Uint32Array(4096)
  /** Slot + 1 at the place its id hashes to, or the next free one. */
  private places: Uint32Array = new Uint32Array(2048)
  size = 0

  /** The slot of an id; -1 when it has none. */
  find(id: string): number {
    return (this.places[this.placeOf(wordsOf(id))] ?? 0) - 1
  }

  /** The slot of an id, given now if it has none. */
  slotOf(id: string): number {
    const words = wordsOf(id)
    const place = this.placeOf(words)
    const found = this.places[place] ?? 0
    if (found) return found - 1
    const slot = this.size++
    this.words = roomFor(this.words, slot * 4 + 3)
    this.words.set(words, slot * 4)
    this.places[place] = slot + 1
    if (this.size * 2 > this.places.length) this.spreadOut()
    return slot
  }

  /** The id of a slot as text. */
  textOf(slot: number): string {
    const [a, b, c, d] = this.words.subarray(slot * 4, slot * 4 + 4)
    const text = word(a ?? 0) + word(b ?? 0) + word(c ?? 0) + word(d ?? 0)
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
  }

  private placeOf(words: ArrayLike<number>): number {
    const last = this.places.length - 1
    for (
      let place = Math.imul((words[3] ?? 0) ^ (words[1] ?? 0), 0x9e3779b1) & last;
      ;
      place = (place + 1) & last
    ) {
      const slot = (this.places[place] ?? 0) - 1
      if (slot < 0) return place
      const at = slot * 4
      if (this.isAt(at, words)) return place
    }
  }

  private isAt(at: number, words: ArrayLike<number>): boolean {
    for (let it = 0; it < 4; it++) if (this.words[at + it] !== words[it]) return false
    return true
  }

  private spreadOut(): void {
    this.places = new Uint32Array(this.places.length * 2)
    for (let slot = 0; slot < this.size; slot++)
      this.places[this.placeOf(this.words.subarray(slot * 4, slot * 4 + 4))] = slot + 1
  }
}
