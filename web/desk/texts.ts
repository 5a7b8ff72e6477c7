/** The texts of the desk's first pages: the door, the frame, and the queue. A test holds the screens to all texts. */
import { kitMessages } from '#kit/i18n/kit-messages.ts'
import { deskMessages } from './messages.ts'
import { directiveMessages } from './modules/cases/directive-messages.ts'
import { innerMessages } from './modules/cases/inner-messages.ts'
import { caseListMessages } from './modules/cases/list-messages.ts'
import { caseMapMessages } from './modules/cases/map-messages.ts'
import { casesMessages } from './modules/cases/messages.ts'
import { noteMessages } from './modules/cases/note-messages.ts'
import { identityMessages } from './modules/identity/messages.ts'
import { phraseMessages } from './phrases/messages.ts'

export const firstTexts = [
  kitMessages,
  deskMessages,
  identityMessages,
  casesMessages,
  caseListMessages,
  caseMapMessages,
  innerMessages,
  directiveMessages,
  noteMessages,
  phraseMessages,
]

/** Pages that need no other texts. */
export const firstPages: readonly string[] = ['/', '/sign-in', '/queue', '/cases']
