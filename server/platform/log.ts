/** Logs are lines of JSON (pino); secrets and personal data are redacted by name before they are written. */
import { type Logger, pino } from 'pino'

export type Log = Logger

/** Opens the log at `level`; `destination` is a file descriptor (2 keeps standard output free for answers). */
export const createLog = (level: string, destination = 1): Log =>
  pino(
    {
      level,
      redact: {
        paths: [
          'password',
          '*.password',
          'token',
          '*.token',
          'phone',
          '*.phone',
          'callerPhone',
          '*.callerPhone',
          'req.headers.cookie',
          'req.headers.authorization',
        ],
        censor: '［略］',
      },
    },
    pino.destination({ fd: destination, sync: false }),
  )
