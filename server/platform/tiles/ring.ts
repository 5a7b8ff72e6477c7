/**
 * A drawn ring: what lies in it, and the smallest tile that holds it. Its edges are straight in degrees, as they are for
 * the database, so that a count and a list of the same drawing agree.
 */
import { latitudeOf, longitudeOf, type Tile, worldX, worldY } from './world.ts'

export type Ring = {
  readonly tile: Tile
  holds(x: number, y: number): boolean
}

/** Reads corners written as `lng,lat lng,lat …`. */
export function createRing(text: string): Ring {
  const corners = text.split(' ').map((it) => it.split(',').map(Number))
  const xs = corners.map(([lng = 0]) => worldX(lng))
  const ys = corners.map(([, lat = 0]) => worldY(lat))
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const alike = Math.min(Math.clz32(west ^ east), Math.clz32(north ^ south), 20)
  const tile = { z: alike, x: Math.floor(west / 2 ** (32 - alike)), y: Math.floor(north / 2 ** (32 - alike)) }
  const holds = (x: number, y: number): boolean => {
    if (x < west || x > east || y < north || y > south) return false
    const [lng, lat] = [longitudeOf(x), latitudeOf(y)]
    let isInside = false
    for (let at = 0, before = corners.length - 1; at < corners.length; before = at++) {
      const [x1 = 0, y1 = 0] = corners[at] ?? []
      const [x2 = 0, y2 = 0] = corners[before] ?? []
      if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) isInside = !isInside
    }
    return isInside
  }
  return { tile, holds }
}
