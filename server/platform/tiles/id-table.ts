/** UUIDs and the slots they were given, in flat memory: 24 bytes an id where a Map of texts takes over a hundred. */
import { reordered, roomFor } from './point-index.ts'

/** As many characters as a UUID has as text. */
export const idLength = 36
/** Where in the text each byte of a UUID begins: four groups of its sixteen bytes are followed by a dash. */
const starts = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]
const dashes = [8, 13, 18, 23]
const digits = Uint8Array.from('0123456789abcdef', (it) => it.charCodeAt(0))

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
    if (this.size * 2 > this.places.length) this.placeAll(this.places.length * 2)
    return slot
  }

  /** Gives the slots in another order: the id of `slots[n]` gets `n`. */
  renumber(slots: Uint32Array): void {
    const words = Uint32Array.from(
      { length: slots.length * 4 },
      (_, at) => (slots[at >> 2] ?? 0) * 4 + (at & 3),
    )
    this.words = reordered(this.words, words)
    this.placeAll(this.places.length)
  }

  /** Writes the id of a slot as 36 characters of ASCII; a tile has thousands of them, so it makes no texts. */
  write(slot: number, bytes: Uint8Array, at: number): void {
    for (let byte = 0; byte < 16; byte++) {
      const word = this.words[slot * 4 + (byte >> 2)] ?? 0
      const value = (word >>> (24 - (byte & 3) * 8)) & 255
      const start = at + (starts[byte] ?? 0)
      bytes[start] = digits[value >> 4] ?? 0
      bytes[start + 1] = digits[value & 15] ?? 0
    }
    for (const dash of dashes) bytes[at + dash] = 0x2d
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

  private placeAll(room: number): void {
    this.places = new Uint32Array(room)
    for (let slot = 0; slot < this.size; slot++)
      this.places[this.placeOf(this.words.subarray(slot * 4, slot * 4 + 4))] = slot + 1
  }
}
