/** An announcement as it leaves the database: what happened, to what, by whom. */
export type Announcement = {
  readonly adcode: string
  readonly id: string
  readonly seq: number
  readonly at: string
  readonly name: string
  readonly subjectId: string | null
  readonly actorId: string
  readonly data: Readonly<Record<string, unknown>>
}
