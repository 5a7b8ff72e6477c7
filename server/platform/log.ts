/** Logs are lines of JSON (pino); secrets and personal data are redacted by name before they are written. */
import { type Logger, pino } from 'pino'

export type Log = Logger

/** What is never written, wherever it stands down to the second level. */
const kept = [
  'password',
  'passwordHash',
  'password_hash',
  'token',
  'secret',
  'apiKey',
  'recoveryCode',
  'phone',
  'callerPhone',
  'idNumber',
  'cookie',
  'authorization',
]

/** Opens the log at `level`; `destination` is a file descriptor (2 keeps standard output free for answers). */
export const createLog = (level: string, destination = 1): Log =>
  pino(
    {
      level,
      redact: {
        paths: kept.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '［略］',
      },
    },
    pino.destination({ fd: destination, sync: false }),
  )
