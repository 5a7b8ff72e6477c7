/** What a camera wrote into a photo: time and place. They are claims, kept for comparison and never trusted. */

import readExif from 'exif-reader'
import { chinaOffsetMs } from '#domain/china-time.ts'

type Claims = { takenAt: Date | null; takenAtPoint: [number, number] | null }

const toDegrees = (
  parts: readonly number[] | undefined,
  reference: string | undefined,
): number | undefined => {
  const [degrees, minutes = 0, seconds = 0] = parts ?? []
  if (degrees === undefined) return undefined
  const value = degrees + minutes / 60 + seconds / 3600
  return reference === 'S' || reference === 'W' ? -value : value
}

/**
 * The instant of a camera's wall clock. The library reads it as if it were UTC; it is the time of the zone that the
 * camera names, and China's where it names none.
 */
function toInstant(wallClock: Date | undefined, zone: unknown): Date | null {
  if (!wallClock || Number.isNaN(wallClock.getTime())) return null
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})/.exec(typeof zone === 'string' ? zone : '') ?? []
  const ahead = sign
    ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
    : chinaOffsetMs
  return new Date(wallClock.getTime() - ahead)
}

/** The claims in the EXIF block of a photo; unreadable ones are as good as none. */
export function readCameraClaims(exif: Buffer): Claims {
  try {
    const { Photo, GPSInfo } = readExif(exif)
    const lng = toDegrees(GPSInfo?.GPSLongitude, GPSInfo?.GPSLongitudeRef)
    const lat = toDegrees(GPSInfo?.GPSLatitude, GPSInfo?.GPSLatitudeRef)
    const isPlace = lng !== undefined && lat !== undefined && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
    return {
      takenAt: toInstant(Photo?.DateTimeOriginal, Photo?.OffsetTimeOriginal),
      takenAtPoint: isPlace ? [lng, lat] : null,
    }
  } catch {
    // A damaged block says nothing; the photo itself was readable.
    return { takenAt: null, takenAtPoint: null }
  }
}
