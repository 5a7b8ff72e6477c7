/** What the module is told of the installation. */
export type BackupSettings = {
  /** Whether copies are made by the clock. */
  readonly isOn: boolean
  readonly folder: string
  /** Hours of the day in China, 0 to 23. */
  readonly hours: readonly number[]
  readonly kept: number
  /** Whether the key that copies are encrypted with is there. */
  readonly hasKey: () => Promise<boolean>
  /** Begins to make a copy in a process of its own and does not wait for it. */
  readonly begin: () => void
}

/** An installation of which no copies are made: benchmarks, printed documents, most tests. */
export const noBackups: BackupSettings = {
  isOn: false,
  folder: '',
  hours: [1],
  kept: 1,
  hasKey: async () => false,
  begin: () => {},
}
