/** A photo as the screens show it: where to fetch it, and what it shows of the work. */
export type Photo = {
  readonly id: string
  readonly url: string
  readonly thumbUrl?: string
  readonly caption: string
  /** Photos of one group stand together under its name. */
  readonly group?: string
  /** What is known of it: who took it, when and where. */
  readonly facts?: readonly { readonly label: string; readonly text: string }[]
  /** Whether it shows the place before or after the work; others are neither. */
  readonly when?: 'before' | 'after'
  /** Said in the place of a picture that is no longer kept. */
  readonly goneText?: string
}

export type PhotoPair = { readonly before: Photo; readonly after: Photo }

/** The first before and the last after, which tell the most of the work; undefined where one of them is missing. */
export function pairOf(photos: readonly Photo[]): PhotoPair | undefined {
  const before = photos.find((it) => it.when === 'before' && !it.goneText)
  const after = photos.findLast((it) => it.when === 'after' && !it.goneText)
  return before && after ? { before, after } : undefined
}
