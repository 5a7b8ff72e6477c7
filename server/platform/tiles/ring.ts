/** A drawn ring in steps of the world: what lies in it, and the smallest tile that holds it. */
import { type Tile, worldX, worldY } from './world.ts'

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
    let isInside = false
    for (let at = 0, before = xs.length - 1; at < xs.length; before = at++) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [xs[at], ys[at], xs[before], ys[before]]
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside
    }
    return isInside
  }
  return { tile, holds }
}
