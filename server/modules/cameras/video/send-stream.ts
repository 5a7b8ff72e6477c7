/** Hands a watch its playlist and parts: fetched by the server, addresses sealed, the right asked again each time. */

import { streamWatchEndpoint } from '#domain/cameras/contract.ts'
import { isPlaylist, rewritePlaylist } from '#domain/cameras/playlist.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import { hostAndPort, parseStreamAddress } from '#domain/cameras/stream-address.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { mayWatch } from '../policy.ts'
import { getWatchedCamera, type StoredCamera } from '../store.ts'
import { type Fetched, fetchVideo, readWhole } from './fetch-video.ts'
import { readSample, sampleAddress } from './sample-video.ts'
import { openPart, sealPart } from './seal-part.ts'

const mostPlaylistBytes = 1_048_576
const playlistType = 'application/vnd.apple.mpegurl'

/** Where the stream of a camera begins; throws `camera.no-stream`. */
function beginningOf({ streamUrl, isDemonstration }: StoredCamera): URL {
  const url = streamUrl === null ? undefined : parseStreamAddress(streamUrl)
  if (url) return url
  if (isDemonstration) return sampleAddress
  throw CameraProblem.noStream({})
}

const isOfPlaylist = ({ type, url }: Fetched): boolean =>
  /mpegurl/i.test(type) || /\.m3u8?$/i.test(url.pathname)

function rewritten(text: string, base: URL, watchId: string): string {
  if (!isPlaylist(text))
    throw CameraProblem.unreachable({ reason: { zh: '不是 HLS 播放列表', en: 'it is no HLS playlist' } })
  const path = streamWatchEndpoint.path.replace(':id', watchId)
  const own = rewritePlaylist(text, base, (address) =>
    address.protocol === base.protocol && hostAndPort(address) === hostAndPort(base)
      ? `${path}?part=${sealPart(address, watchId)}`
      : undefined,
  )
  if (own === undefined)
    throw CameraProblem.unreachable({
      reason: { zh: '播放列表指向别的主机，不予访问', en: 'the playlist leads to another host' },
    })
  return own
}

/** Answers with the playlist of the watch, or the part that was sealed for it. */
export async function sendStream(
  hosts: readonly string[],
  { db, actor, now, request, reply }: HandlerContext,
  { id, part }: { id: string; part?: string | undefined },
): Promise<void> {
  const camera = await getWatchedCamera(db, actor, id, now)
  if (!mayWatch(actor, camera)) throw CameraProblem.notYours({})
  if (camera.state === 'ended') throw CameraProblem.outOfUse({})
  const beginning = beginningOf(camera)
  const address = part === undefined ? beginning : openPart(part, id)
  // A camera may have got another address since; what was sealed before is none of its parts.
  if (!address || hostAndPort(address) !== hostAndPort(beginning)) throw CameraProblem.watchOver({})
  void reply.header('cache-control', 'no-store')
  const sample = await readSample(address)
  if (sample) {
    const isList = isPlaylist(sample.toString('latin1', 0, 16))
    await reply
      .type(isList ? playlistType : 'video/mp4')
      .send(isList ? rewritten(sample.toString('utf8'), address, id) : sample)
    return
  }
  const fetched = await fetchVideo(address, { hosts, range: request.headers.range })
  if (isOfPlaylist(fetched)) {
    const text = (await readWhole(fetched.message, mostPlaylistBytes)).toString('utf8')
    await reply.type(playlistType).send(rewritten(text, fetched.url, id))
    return
  }
  const { 'content-range': range, 'content-length': length } = fetched.message.headers
  // Whoever goes away in the middle of a part needs no more of it.
  reply.raw.once('close', () => fetched.message.destroy())
  await reply
    .code(fetched.message.statusCode === 206 ? 206 : 200)
    .type(/^(video|audio)\//.test(fetched.type) ? fetched.type : 'application/octet-stream')
    .headers({
      ...(range ? { 'content-range': range } : {}),
      ...(length ? { 'content-length': length } : {}),
    })
    .send(fetched.message)
}
