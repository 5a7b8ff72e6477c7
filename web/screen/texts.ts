/** The texts of everything the command screen shows. */
import { kitMessages } from '#kit/i18n/kit-messages.ts'
import { screenMessages } from './messages.ts'

export const screenTexts = [kitMessages, screenMessages]
