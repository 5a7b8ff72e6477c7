/** A photo as the screens show it: where to fetch it, and what it shows of the work. */
export type Photo = {
  readonly id: string
  readonly url: string
  readonly thumbUrl?: string
  readonly caption: string
  /** Whether it shows the place before or after the work; others are neither. */
  readonly when?: 'before' | 'after'
}
