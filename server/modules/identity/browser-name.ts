/** What a browser calls itself, in words that a person knows. */
import Bowser from 'bowser'

/** Browser with its main version, and system; null for what is not known. */
export function nameBrowser(userAgent: string | null): { browser: string | null; system: string | null } {
  if (!userAgent) return { browser: null, system: null }
  const { browser, os } = Bowser.parse(userAgent)
  const version = browser.version?.split('.', 1)[0]
  return {
    browser: browser.name ? [browser.name, version].filter(Boolean).join(' ') : null,
    system: os.name ?? null,
  }
}
