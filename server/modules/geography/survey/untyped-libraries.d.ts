/** The little that is used of libraries which bring no types. */
declare module 'shpjs' {
  /** The shapes of a `.shp` file in its own coordinates, null for an empty record. */
  export function parseShp(shp: Uint8Array): (unknown | null)[]
}
declare module 'wkt-parser' {
  function parse(wkt: string): Record<string, unknown>

  export { parse as default }
}
