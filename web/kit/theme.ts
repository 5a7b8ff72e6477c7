/** Light or dark: the machine's preference until the person chooses; kept on this machine. */
import { type Ref, ref, watchEffect } from 'vue'

export type Theme = 'light' | 'dark'

let place = 'jingwei.theme'
const theme: Ref<Theme> = ref('light')

/**
 * Applies the remembered theme and keeps the page in step; called once when the app starts. An app that names a first
 * theme remembers its own choice apart.
 */
export function startTheme(own?: { readonly app: string; readonly first: Theme }): void {
  if (own) place = `jingwei.${own.app}.theme`
  const remembered = localStorage.getItem(place)
  theme.value =
    remembered === 'dark' || remembered === 'light'
      ? remembered
      : (own?.first ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'))
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value
  })
}

/** The theme now shown. */
export const useTheme = (): Readonly<Ref<Theme>> => theme

/** Changes to the other theme and remembers it. */
export function switchTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark'
  localStorage.setItem(place, theme.value)
}
