/** What the doctor looks at: the settings, the machine, and the database where it answers. */
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database/database.ts'
import type { Finding } from './finding.ts'

/** What is known of the machine; a test hands in another one. */
export type Machine = {
  readonly now: Date
  readonly nodeVersion: string
  /** 0 is root; undefined where the system knows no such numbers. */
  readonly userId: number | undefined
  readonly memoryBytes: number
  /** How many files this process may open; undefined where that cannot be read. */
  readonly openFiles: number | undefined
  /** Free and all bytes of the disk that holds a folder. */
  space(folder: string): Promise<{ free: number; total: number } | undefined>
  /** Families of letters that know Chinese; undefined where nothing here can tell. */
  chineseFonts(): Promise<readonly string[] | undefined>
}

export type Patient = {
  readonly config: Config
  readonly machine: Machine
  /** The database as the running program sees it; undefined where it could not be opened. */
  readonly database: Database | undefined
  /** Why there is none. */
  readonly databaseFault?: string | undefined
  /** Where people reach the desk, if the doctor was told; its certificate is looked at. */
  readonly publicUrl?: string | undefined
  /** Folder of the built screens. */
  readonly screensFolder: string
}

export type Check = {
  /** Short and steady, for scripts: `disk-free`. */
  readonly name: string
  run(patient: Patient): Promise<readonly Finding[]>
}

/** A check that needs the database; it says nothing where there is none, since that is told once. */
export const checkOfDatabase = (
  name: string,
  run: (database: Database, patient: Patient) => Promise<readonly Finding[]>,
): Check => ({
  name,
  run: async (patient) => (patient.database ? run(patient.database, patient) : []),
})
