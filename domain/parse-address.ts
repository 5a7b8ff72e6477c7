/** The URL that a text is; null where it is none. URL.parse does the same, but the oldest browsers do not know it. */
export function parseAddress(text: string, base?: string): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
