/** A file that the server makes in the background, as a list of them shows it. */
export type MadeFile = {
  readonly id: string
  readonly name: string
  readonly state: string
  /** Rows written so far, and how many there will be; null before it is known. */
  readonly done: number
  readonly total: number | null
  /** Where it is fetched once `state` is `done`. */
  readonly path: string
  /** Why it was not made, where more is known than that. */
  readonly failure?: string
}
