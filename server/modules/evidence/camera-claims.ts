/** What a camera wrote into a photo: time and place. They are claims, kept for comparison and never trusted. */
import readExif from 'exif-reader'

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

/** The claims in the EXIF block of a photo; unreadable ones are as good as none. */
export function readCameraClaims(exif: Buffer): Claims {
  try {
    const { Photo, GPSInfo } = readExif(exif)
    const lng = toDegrees(GPSInfo?.GPSLongitude, GPSInfo?.GPSLongitudeRef)
    const lat = toDegrees(GPSInfo?.GPSLatitude, GPSInfo?.GPSLatitudeRef)
    const isPlace = lng !== undefined && lat !== undefined && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
    return { takenAt: Photo?.DateTimeOriginal ?? null, takenAtPoint: isPlace ? [lng, lat] : null }
  } catch {
    // A damaged block says nothing; the photo itself was readable.
    return { takenAt: null, takenAtPoint: null }
  }
}
