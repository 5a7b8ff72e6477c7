/** A media server of a test: a real one on a port of this machine that serves a drawn stream, and misbehaves when asked to. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readSample, sampleAddress } from './video/sample-video.ts'

export type VideoSource = {
  /** `http://127.0.0.1:port` */
  readonly address: string
  readonly host: string
  /** What was asked for, path and query. */
  readonly asked: string[]
  close(): Promise<void>
}

/** Bytes of `/large.bin`, which no buffer on the way holds at once. */
export const largeBytes = 6_000_000

/** Opens it; `picture` is what `/snapshot.jpg` gives. */
export async function openVideoSource(picture: Buffer): Promise<VideoSource> {
  const asked: string[] = []
  const server = createServer(async (request, reply) => {
    const url = new URL(request.url ?? '/', 'http://source')
    asked.push(`${url.pathname}${url.search}`)
    const name = url.pathname.split('/').at(-1) ?? ''
    if (name === 'snapshot.jpg') return reply.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture)
    if (name === 'elsewhere.m3u8') return reply.writeHead(302, { location: 'http://127.0.0.2/a.m3u8' }).end()
    if (name === 'astray.m3u8')
      return reply.writeHead(200).end('#EXTM3U\n#EXTINF:4,\nhttp://127.0.0.2/secret')
    if (name === 'large.m3u8') return reply.writeHead(200).end('#EXTM3U\n#EXTINF:4,\nlarge.bin')
    if (name === 'large.bin') return reply.writeHead(200).end(Buffer.alloc(largeBytes, 7))
    if (name === 'page.m3u8') return reply.writeHead(200).end('<html></html>')
    const content = await readSample(new URL(name, sampleAddress))
    if (!content) return reply.writeHead(404).end()
    return reply
      .writeHead(200, {
        'content-type': name.endsWith('m3u8') ? 'application/vnd.apple.mpegurl' : 'video/mp4',
      })
      .end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
