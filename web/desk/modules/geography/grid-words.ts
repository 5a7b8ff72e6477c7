/** How cells are told in short: the serial stands for the code within one community. */
import { useWords } from '#kit/i18n/language.ts'

/** The last three digits of a code. */
export const serialOf = (code: string): string => code.slice(12)

/** Words for sizes and lists of codes. */
export function useGridWords() {
  const words = useWords()
  const { t } = words
  const size = (squareMetres: number): string =>
    squareMetres < 10_000
      ? t('grid.squareMetres', { n: Math.round(squareMetres) })
      : t('grid.hectares', { n: (squareMetres / 10_000).toFixed(squareMetres < 1_000_000 ? 2 : 1) })
  return { ...words, size, serials: (codes: readonly string[]): string => codes.map(serialOf).join(' ') }
}
