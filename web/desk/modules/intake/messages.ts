/** Texts of the module. */
import { messages } from '#kit/i18n/messages.ts'

export const intakeMessages = messages('intake', {}, {})
