/**
 * Mapbox vector tiles of one layer of points, as protobuf. A point has an `id` and a `kind`; a cell stands for many
 * points and has their `total` and how many there are of each kind.
 */
import { PbfWriter } from 'pbf'
import { idLength } from './id-table.ts'

export const tileExtent = 4096

export type CellFeature = {
  readonly x: number
  readonly y: number
  readonly total: number
  /** How many of each kind, in the order of the kinds. */
  readonly counts: ArrayLike<number>
}

export type PointFeatures = {
  readonly count: number
  x(index: number): number
  y(index: number): number
  kind(index: number): number
  /** Writes the 36 characters of an id into `bytes`. */
  writeId(index: number, bytes: Uint8Array, start: number): void
}

const sizeOf = (it: number): number =>
  it < 0x80 ? 1 : it < 0x4000 ? 2 : it < 0x200000 ? 3 : it < 0x10000000 ? 4 : 5
const zigzag = (it: number): number => (it << 1) ^ (it >> 31)

/** One point: type POINT, one command MoveTo. */
function writeFeature(pbf: PbfWriter, tags: readonly number[], x: number, y: number): void {
  const [dx, dy] = [zigzag(x), zigzag(y)]
  let tagBytes = 0
  for (const it of tags) tagBytes += sizeOf(it)
  const geometryBytes = 1 + sizeOf(dx) + sizeOf(dy)
  pbf.writeVarint(0x12)
  pbf.writeVarint(1 + sizeOf(tagBytes) + tagBytes + 2 + 1 + sizeOf(geometryBytes) + geometryBytes)
  pbf.writeVarint(0x12)
  pbf.writeVarint(tagBytes)
  for (const it of tags) pbf.writeVarint(it)
  pbf.writeVarint(0x18)
  pbf.writeVarint(1)
  pbf.writeVarint(0x22)
  pbf.writeVarint(geometryBytes)
  pbf.writeVarint(9)
  pbf.writeVarint(dx)
  pbf.writeVarint(dy)
}

/** A value that is plain text in ASCII. */
function writeText(pbf: PbfWriter, text: string): void {
  pbf.writeVarint(0x22)
  pbf.writeVarint(1 + sizeOf(text.length) + text.length)
  pbf.writeStringField(1, text)
}

/** The ids as plain texts, written where they stay. */
function writeIds(pbf: PbfWriter, { count, writeId }: PointFeatures): void {
  pbf.realloc(count * (idLength + 4))
  for (let at = 0; at < count; at++) {
    pbf.buf[pbf.pos++] = 0x22
    pbf.buf[pbf.pos++] = idLength + 2
    pbf.buf[pbf.pos++] = 0x0a
    pbf.buf[pbf.pos++] = idLength
    writeId(at, pbf.buf, pbf.pos)
    pbf.pos += idLength
  }
}

function writeNumber(pbf: PbfWriter, value: number): void {
  pbf.writeVarint(0x22)
  pbf.writeVarint(1 + sizeOf(value))
  pbf.writeVarintField(5, value)
}

function writeLayer(name: string, body: (pbf: PbfWriter) => void): Uint8Array {
  const pbf = new PbfWriter()
  pbf.writeMessage(
    3,
    (_: null, it: PbfWriter) => {
      it.writeVarintField(15, 2)
      it.writeStringField(1, name)
      body(it)
      it.writeVarintField(5, tileExtent)
    },
    null,
  )
  return pbf.finish()
}

/** A tile of single points. */
export const writePoints = (name: string, kinds: readonly string[], points: PointFeatures): Uint8Array =>
  writeLayer(name, (pbf) => {
    for (let at = 0; at < points.count; at++)
      writeFeature(pbf, [0, kinds.length + at, 1, points.kind(at)], points.x(at), points.y(at))
    for (const key of ['id', 'kind']) pbf.writeStringField(3, key)
    for (const kind of kinds) writeText(pbf, kind)
    writeIds(pbf, points)
  })

/** A tile of cells with their counts; kinds of which a cell has none are left out. */
export const writeCells = (
  name: string,
  kinds: readonly string[],
  cells: readonly CellFeature[],
): Uint8Array =>
  writeLayer(name, (pbf) => {
    const values: number[] = []
    const places = new Map<number, number>()
    const placeOf = (value: number): number => {
      const place = places.get(value) ?? values.push(value) - 1
      places.set(value, place)
      return place
    }
    for (const { x, y, total, counts } of cells) {
      const tags = [0, placeOf(total)]
      for (let kind = 0; kind < kinds.length; kind++)
        if (counts[kind]) tags.push(kind + 1, placeOf(counts[kind] ?? 0))
      writeFeature(pbf, tags, x, y)
    }
    for (const key of ['total', ...kinds]) pbf.writeStringField(3, key)
    for (const value of values) writeNumber(pbf, value)
  })
