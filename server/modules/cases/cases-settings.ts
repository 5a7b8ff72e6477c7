/** What cases need to know of the installation. */
export type CasesSettings = {
  /** Where exported files are kept until they expire. */
  readonly exportsFolder: string
  /** Where photos are kept, which stand on case sheets. */
  readonly photosFolder: string
}
