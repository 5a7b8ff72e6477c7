/**
 * Hands out the lines of an export by their numbers, in the order in which the chain asks for them, while the file is read
 * once. A stretch of it is kept at hand, so that lines that changed places, were added or are missing can be told apart.
 */
const mostAtHand = 5_000

export type FoundLine = {
  readonly text: string
  /** Whether it stands in the file before a line that comes earlier in the chain. */
  readonly isOutOfOrder: boolean
}

type Kept = { readonly text: string; readonly place: number }

export class LineWindow {
  /** Lines whose number the file holds twice, or that cannot be read. */
  readonly strange: string[] = []
  private readonly lines: AsyncIterator<string>
  private readonly atHand = new Map<number, Kept>()
  private isOver = false
  private place = 0
  private furthest = 0

  constructor(lines: AsyncIterable<string>) {
    this.lines = lines[Symbol.asyncIterator]()
  }

  /** The line with the number `seq`; undefined where it is not near. */
  async take(seq: number): Promise<FoundLine | undefined> {
    while (!this.isOver && this.atHand.size < mostAtHand && !this.atHand.has(seq)) await this.readOn()
    const found = this.atHand.get(seq)
    if (!found) return undefined
    this.atHand.delete(seq)
    const isOutOfOrder = found.place < this.furthest
    this.furthest = Math.max(this.furthest, found.place)
    return { text: found.text, isOutOfOrder }
  }

  /** The numbers of the lines that nobody asked for. */
  async *rest(): AsyncIterable<number> {
    yield* this.atHand.keys()
    this.atHand.clear()
    while (!this.isOver) {
      await this.readOn()
      yield* this.atHand.keys()
      this.atHand.clear()
    }
  }

  private async readOn(): Promise<void> {
    const { done, value } = await this.lines.next()
    if (done) {
      this.isOver = true
      return
    }
    this.place += 1
    const seq = seqOf(value)
    if (seq === undefined || this.atHand.has(seq)) this.strange.push(value)
    else this.atHand.set(seq, { text: value, place: this.place })
  }
}

/** The number of a canonical text, which stands first in it. */
function seqOf(text: string): number | undefined {
  const [, digits] = /^\[(-?\d{1,15}),/.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits)
}
