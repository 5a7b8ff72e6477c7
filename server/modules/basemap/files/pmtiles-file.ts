/** PMTiles (version 3), pictures or vector tiles, read by the library of its makers from a file on this machine. */
import { type FileHandle, open } from 'node:fs/promises'
import { type Header, TileType as Kind, PMTiles } from 'pmtiles'
import { z } from 'zod'
import type { TileFileFacts, TileType } from '#domain/basemap/base-map.ts'
import { deepestZoom, type TileFile, unusable } from './tile-file.ts'

const kinds: Readonly<Partial<Record<Kind, TileType>>> = {
  [Kind.Mvt]: 'pbf',
  [Kind.Png]: 'png',
  [Kind.Jpeg]: 'jpg',
  [Kind.Webp]: 'webp',
}

const Metadata = z.object({
  name: z.string().default(''),
  attribution: z.string().default(''),
  vector_layers: z.array(z.object({ id: z.string() })).default([]),
})

const readFrom = (path: string, handle: FileHandle) => ({
  getKey: () => path,
  getBytes: async (offset: number, length: number) => {
    const bytes = new Uint8Array(length)
    const { bytesRead } = await handle.read(bytes, 0, length, offset)
    return { data: bytes.buffer.slice(0, bytesRead) }
  },
})

/** Opens it; what the library cannot read is told as a fault of the file. */
export async function openPmtiles(name: string, path: string): Promise<TileFile> {
  const handle = await open(path, 'r')
  try {
    const archive = new PMTiles(readFrom(path, handle))
    const facts = await readFacts(name, archive)
    return {
      facts,
      getTile: async ({ z: zoom, x, y }) => {
        const found = await archive.getZxy(zoom, x, y)
        return found && found.data.byteLength > 0 ? new Uint8Array(found.data) : undefined
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function readFacts(name: string, archive: PMTiles): Promise<TileFileFacts> {
  const { header, metadata } = await readHead(archive).catch((error: unknown) => {
    throw unusable(
      name,
      `不是完整的 PMTiles 文件（${reasonOf(error)}）`,
      `it is no complete PMTiles file (${reasonOf(error)})`,
    )
  })
  const tileType = kinds[header.tileType]
  if (!tileType)
    throw unusable(
      name,
      '瓦片不是 PNG、JPEG、WebP 图片，也不是 MVT 矢量瓦片',
      'its tiles are neither PNG, JPEG or WebP pictures nor MVT vector tiles',
    )
  if (header.numTileEntries === 0) throw unusable(name, '文件里没有瓦片', 'it holds no tiles')
  return {
    format: 'pmtiles',
    tileType,
    minZoom: Math.min(header.minZoom, deepestZoom),
    maxZoom: Math.min(header.maxZoom, deepestZoom),
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
    vectorLayers: metadata.vector_layers.map((it) => it.id),
    name: metadata.name,
    attribution: metadata.attribution,
  }
}

async function readHead(archive: PMTiles): Promise<{ header: Header; metadata: z.infer<typeof Metadata> }> {
  const header = await archive.getHeader()
  const metadata = Metadata.catch({ name: '', attribution: '', vector_layers: [] }).parse(
    await archive.getMetadata(),
  )
  return { header, metadata }
}
