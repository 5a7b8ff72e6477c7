/**
 * A process that holds a database open, for tests that kill it. Argument: the options as JSON. It prints one
 * line when the database is open, answers `close` and `throw` on its input, and ends with 2 and a line on its
 * error output for a Problem.
 */
import { createInterface } from 'node:readline'
import { Problem } from '#domain/problem.ts'
import { type OpenDatabaseOptions, openDatabase } from '../../open-database.ts'
import { openEmbedded } from '../open-embedded.ts'
import { throwAwaySettings } from '../settings.ts'

type Options = Omit<OpenDatabaseOptions, 'log'> & { throwAway?: boolean }

const { throwAway, ...options } = JSON.parse(process.argv[2] ?? '{}') as Options
const log = (message: string, details?: object): void => {
  process.stderr.write(`${message} ${JSON.stringify(details ?? {})}\n`)
}

const began = performance.now()
try {
  const open = throwAway
    ? await openEmbedded({ ...options, log, settingsFor: throwAwaySettings })
    : await openDatabase({ ...options, log })
  const { ownerUrl: url, mode, majorVersion } = open
  process.stdout.write(`${JSON.stringify({ url, mode, majorVersion, took: performance.now() - began })}\n`)
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'throw') setImmediate(() => throwUp())
    if (line === 'close') break
  }
  await open.close()
  process.exit(0)
} catch (error) {
  if (!(error instanceof Problem)) throw error
  process.stderr.write(
    `${JSON.stringify({ code: error.code, details: error.details, took: performance.now() - began })}\n`,
  )
  process.exit(2)
}

function throwUp(): never {
  throw new Error('a bug that nobody catches')
}
