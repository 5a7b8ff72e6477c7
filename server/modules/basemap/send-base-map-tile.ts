/** Sends a tile of a base map as what it is. Its address carries the version of the base map, so a browser may keep it. */
import { createHash } from 'node:crypto'
import type { HandlerContext } from '#platform/http/serve.ts'
import { pictureTypeOf } from './files/tile-file.ts'

const mediaTypes = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const

/** Answers with the tile, or that the browser's own is still right. */
export async function sendBaseMapTile(
  { request, reply }: Pick<HandlerContext, 'request' | 'reply'>,
  bytes: Uint8Array,
  { isKept, isForEverybody }: { isKept: boolean; isForEverybody: boolean },
): Promise<void> {
  const picture = pictureTypeOf(bytes)
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  reply
    .header('etag', tag)
    .header('cache-control', isKept ? 'private, max-age=86400' : 'no-store')
    .header('vary', 'authorization, cookie')
  // A proxy of ours may keep what everybody of the county may see; it asks itself who is signed in (deploy/nginx).
  if (isKept && isForEverybody) reply.header('x-accel-expires', '86400')
  if (request.headers['if-none-match'] === tag) await reply.code(304).send()
  else
    await reply
      .type(picture ? mediaTypes[picture] : 'application/vnd.mapbox-vector-tile')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
}
