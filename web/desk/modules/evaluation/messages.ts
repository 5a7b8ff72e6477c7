/** Texts of the module. */
import { messages } from '#kit/i18n/messages.ts'

export const evaluationMessages = messages('evaluation', {}, {})
