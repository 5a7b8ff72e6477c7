/** Plays an HLS playlist of our own server in a video element; loaded only where somebody watches. */
import Hls from 'hls.js/light'

/** What a watcher is told instead of a picture. */
export type StreamTrouble = 'unreachable' | 'no-codec' | 'not-supported'

export type StreamHears = {
  readonly playing: () => void
  readonly ended: () => void
  readonly fail: (trouble: StreamTrouble) => void
}

export type Stream = {
  /** Stops reading, keeps the last picture. */
  rest(): void
  /** Goes on where the stream is now. */
  resume(): void
  close(): void
}

/** How often a part is asked for again before the watcher is told. */
const retries = { maxNumRetry: 2, retryDelayMs: 800, maxRetryDelayMs: 3000 }
const policy = {
  default: {
    maxTimeToFirstByteMs: 10_000,
    maxLoadTimeMs: 20_000,
    timeoutRetry: { ...retries, maxNumRetry: 1 },
    errorRetry: retries,
  },
}

/** Begins to play `path` in `video`. */
export function openStream(video: HTMLVideoElement, path: string, hears: StreamHears): Stream {
  const onPlaying = (): void => hears.playing()
  const onEnded = (): void => hears.ended()
  video.addEventListener('playing', onPlaying)
  video.addEventListener('ended', onEnded)
  const deafen = (): void => {
    video.removeEventListener('playing', onPlaying)
    video.removeEventListener('ended', onEnded)
  }
  if (!Hls.isSupported()) {
    hears.fail('not-supported')
    return { rest: () => undefined, resume: () => undefined, close: deafen }
  }
  const hls = new Hls({
    enableWorker: false,
    // A watcher looks at now; old parts are dropped.
    backBufferLength: 10,
    maxBufferLength: 12,
    manifestLoadPolicy: policy,
    playlistLoadPolicy: policy,
    fragLoadPolicy: policy,
  })
  hls.on(Hls.Events.ERROR, (_, { fatal, type, details }) => {
    if (!fatal) return
    const isCodec =
      type === Hls.ErrorTypes.MEDIA_ERROR || details === Hls.ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR
    hears.fail(isCodec ? 'no-codec' : 'unreachable')
  })
  const play = (): void => {
    // Refused only where the page was never touched; the next touch begins it.
    video.play().catch(() => undefined)
  }
  hls.on(Hls.Events.MANIFEST_PARSED, play)
  hls.loadSource(path)
  hls.attachMedia(video)
  return {
    rest: () => {
      hls.stopLoad()
      video.pause()
    },
    resume: () => {
      hls.startLoad()
      play()
    },
    close: () => {
      deafen()
      hls.destroy()
    },
  }
}

/** The picture that is shown now as JPEG; undefined while there is none. */
export function takeStill(video: HTMLVideoElement): Promise<Blob | undefined> {
  if (!video.videoWidth) return Promise.resolve(undefined)
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  return new Promise((resolve) => canvas.toBlob((it) => resolve(it ?? undefined), 'image/jpeg', 0.9))
}
