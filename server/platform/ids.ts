/** Machine ids: UUID v7, so that keys made by the application still rise with time. */
import { v7 } from 'uuid'

/** A new id. */
export const newId = (): string => v7()
