/** Why a base map shows nothing: what our server said of it, or that one looks from too far or beside it. Data stay on the map. */
import { computed, type Ref, ref, watch } from 'vue'
import { z } from 'zod'
import { inLanguage } from '#domain/problem.ts'
import { useWords } from '../i18n/language.ts'
import type { TileFailure } from './map-engine.ts'
import type { Bounds, MapBase } from './map-layer.ts'

const Told = z.object({ sentence: z.object({ zh: z.string(), en: z.string() }) })

/** What stands in a failed reply of our server. */
async function readSentence({ body }: TileFailure): Promise<z.infer<typeof Told>['sentence'] | undefined> {
  if (!(body instanceof Blob)) return undefined
  try {
    return Told.parse(JSON.parse(await body.text())).sentence
  } catch {
    return undefined
  }
}

const meet = (a: Bounds, b: Bounds): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

/** Hears of failures of the base map's tiles and says what is wrong with it now. */
export function useBaseFailure(
  base: () => MapBase | undefined,
  view: Readonly<Ref<{ readonly bounds: Bounds; readonly zoom: number } | undefined>>,
) {
  const { t, language } = useWords()
  const failed = ref<{ zh: string; en: string } | string>()
  const clear = (): void => {
    failed.value = undefined
  }
  watch(() => base()?.url, clear)
  const hear = async (error: TileFailure | undefined): Promise<void> => {
    if (!error) return clear()
    const { url } = base() ?? {}
    const sentence = await readSentence(error)
    // Whoever changed to another base map meanwhile hears nothing of the last.
    if (base()?.url === url) failed.value = sentence ?? error.message
  }
  const text = computed(() => {
    const now = base()
    if (!now) return ''
    const { name } = now
    if (typeof failed.value === 'string') return t('kit.map.baseFails', { name, reason: failed.value })
    if (failed.value) return inLanguage(failed.value, language.value)
    if (!view.value) return ''
    // Pictures are half the size of vector tiles, so they are asked for one zoom deeper.
    const asked = now.picture === 'raster' ? Math.round(view.value.zoom + 1) : Math.floor(view.value.zoom)
    if (asked < now.minZoom) return t('kit.map.baseTooFar', { name, zoom: now.minZoom })
    if (now.bounds && !meet(now.bounds, view.value.bounds)) return t('kit.map.baseBeside', { name })
    return ''
  })
  return {
    hear: (error: TileFailure | undefined): void => void hear(error),
    clear,
    text,
    canRetry: computed(() => failed.value !== undefined),
  }
}
