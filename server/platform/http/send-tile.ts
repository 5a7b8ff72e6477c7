/** Sends a vector tile. The browser may keep it, but asks each time whether it still holds: it is never stale, and nobody else's. */
import type { HandlerContext } from './serve.ts'

/** Answers with the tile, or that the one the browser has is still right. */
export async function sendTile(
  { request, reply }: Pick<HandlerContext, 'request' | 'reply'>,
  { bytes, tag }: { bytes: Uint8Array; tag: string },
): Promise<void> {
  reply
    .header('etag', tag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'authorization, cookie')
  if (request.headers['if-none-match'] === tag) await reply.code(304).send()
  else
    await reply
      .type('application/vnd.mapbox-vector-tile')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
}
