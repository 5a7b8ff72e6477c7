/** A line between a browser and the server that can fall silent or be cut, as the network of a town hall does. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type BreakableLine = {
  readonly address: string
  /** Nothing gets through any more, and nobody is told. */
  silence(): void
  /** Every connection is broken off, and none is taken. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Lays a line to `target`, such as `http://127.0.0.1:4000`. */
export async function layLine(target: string): Promise<BreakableLine> {
  const { hostname, port } = new URL(target)
  const ends = new Set<Socket>()
  let isCut = false
  let isSilent = false
  const line = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    for (const end of [near, far]) {
      ends.add(end)
      end.on('close', () => ends.delete(end))
      // Whoever breaks off a line ends its other side too.
      end.on('error', () => undefined)
    }
    near.on('data', (chunk) => isSilent || far.write(chunk))
    far.on('data', (chunk) => isSilent || near.write(chunk))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => {
    line.listen(0, '127.0.0.1', resolve)
  })
  const breakOff = (): void => {
    for (const it of ends) it.destroy()
  }
  return {
    address: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    silence: () => {
      isSilent = true
    },
    cut: () => {
      isCut = true
      breakOff()
    },
    mend: () => {
      isCut = false
      isSilent = false
    },
    close: () =>
      new Promise((resolve) => {
        breakOff()
        line.close(() => resolve())
      }),
  }
}
