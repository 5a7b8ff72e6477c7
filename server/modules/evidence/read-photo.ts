/**
 * Reads an uploaded photo: by its content, not its name. What is kept is a fresh JPEG without any metadata; the
 * time and place the camera claims are read before they are taken out.
 */
import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import sharp, { type Metadata } from 'sharp'
import { PhotoProblem } from '#domain/evidence/problems.ts'
import { digestOf } from '#platform/files/digest-of.ts'
import { readCameraClaims } from './camera-claims.ts'

const mostPixels = 50_000_000
const longestSide = 2560
const thumbnailSide = 320
const formats = new Set(['jpeg', 'png', 'webp', 'heif', 'avif'])

export type ReadPhoto = {
  full: Buffer
  thumbnail: Buffer
  width: number
  height: number
  originalHash: string
  takenAt: Date | null
  takenAtPoint: [number, number] | null
}

/** Pictures are drawn beside the event loop, but on the same processors: one is left to whoever waits for an answer. */
const atOnce = pLimit(Math.max(1, availableParallelism() - 1))

/** The photo in `content`; throws `photo.not-a-photo` or `photo.too-many-pixels`. */
export const readPhoto = (content: Buffer): Promise<ReadPhoto> => atOnce(() => drawPhoto(content))

async function drawPhoto(content: Buffer): Promise<ReadPhoto> {
  const metadata = await readMetadata(content)
  if ((metadata.width ?? 0) * (metadata.height ?? 0) > mostPixels)
    throw PhotoProblem.tooManyPixels({ most: mostPixels })
  const claims = metadata.exif ? readCameraClaims(metadata.exif) : { takenAt: null, takenAtPoint: null }
  // Never cloned: that would copy the whole file, piece by piece, while everybody waits.
  const whole = await sharp(content, { limitInputPixels: mostPixels, failOn: 'error' })
    .rotate()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw PhotoProblem.notAPhoto({})
    })
  const thumbnail = await sharp(whole.data)
    .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside' })
    .jpeg({ quality: 75 })
    .toBuffer()
  return {
    full: whole.data,
    thumbnail,
    width: whole.info.width,
    height: whole.info.height,
    originalHash: await digestOf(content),
    ...claims,
  }
}

async function readMetadata(content: Buffer): Promise<Metadata> {
  if (!content.length) throw PhotoProblem.notAPhoto({})
  // Pixels are judged below with a sentence of their own, so the library's limit is off for the header alone.
  const metadata = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!metadata || !formats.has(metadata.format ?? '')) throw PhotoProblem.notAPhoto({})
  return metadata
}
