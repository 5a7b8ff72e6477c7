/**
 * Seals what is too large for the memory (backups), frame by frame. Every frame is bound to its place and to whether
 * it is the last, so a file that was cut, reordered or added to does not open to its end. A frame is its length in
 * four bytes and then the bytes that `sealBytes` gives.
 */
import { Transform, type TransformCallback } from 'node:stream'
import { SealingProblem } from './problems.ts'
import type { Sealer } from './sealer.ts'

const frameBytes = 1 << 20
/** What sealing may add to a frame. */
const mostAdded = 1024

const frameContext = (context: string, ordinal: number, isLast: boolean): string =>
  `${context}#${ordinal}${isLast ? '!' : ''}`

/** Lends the callback of a transform the errors of `work`. */
const answering = (done: TransformCallback, work: () => void): void => {
  try {
    work()
  } catch (error) {
    done(error as Error)
    return
  }
  done()
}

/** Plain bytes in, sealed bytes out. */
export function sealStream(sealer: Pick<Sealer, 'sealBytes'>, context: string): Transform {
  let waiting = Buffer.alloc(0)
  let ordinal = 0
  const frame = (plain: Uint8Array, isLast: boolean): Buffer => {
    const sealed = sealer.sealBytes(plain, frameContext(context, ordinal++, isLast))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      answering(done, () => {
        waiting = Buffer.concat([waiting, chunk])
        while (waiting.length > frameBytes) {
          this.push(frame(waiting.subarray(0, frameBytes), false))
          waiting = waiting.subarray(frameBytes)
        }
      })
    },
    flush(done) {
      answering(done, () => this.push(frame(waiting, true)))
    },
  })
}

/** Sealed bytes in, plain bytes out; fails with `sealing.damaged` before it gives anything that is not as it was sealed. */
export function openStream(sealer: Pick<Sealer, 'openSealedBytes'>, context: string): Transform {
  let waiting = Buffer.alloc(0)
  let ordinal = 0
  const open = (frame: Uint8Array, isLast: boolean): Uint8Array =>
    sealer.openSealedBytes(frame, frameContext(context, ordinal++, isLast))
  const lengthOf = (): number => {
    const length = waiting.readUInt32BE(0)
    if (length > frameBytes + mostAdded) throw SealingProblem.damaged({ context })
    return length + 4
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      answering(done, () => {
        waiting = Buffer.concat([waiting, chunk])
        // The last frame waits for the end, which alone tells that it is the last.
        while (waiting.length >= 4 && waiting.length > lengthOf()) {
          const end = lengthOf()
          this.push(open(waiting.subarray(4, end), false))
          waiting = waiting.subarray(end)
        }
      })
    },
    flush(done) {
      answering(done, () => {
        if (waiting.length < 4 || waiting.length !== lengthOf()) throw SealingProblem.damaged({ context })
        this.push(open(waiting.subarray(4), true))
      })
    },
  })
}
