/** How lines of the audit are told on the screen. */
import { doorCommands } from '#domain/audit/audit-filter.ts'
import {
  type AuditTopic,
  auditCommands,
  auditTopics,
  commandWords,
  topicWords,
} from '#domain/audit/command-words.ts'
import type { AuditLine } from '#domain/audit/contract.ts'
import { useWords } from '#kit/i18n/language.ts'

/** Who did it: at the door it is whoever wanted to come in. */
export const whoOf = ({
  actorName,
  command,
  subject,
}: Pick<AuditLine, 'actorName' | 'command' | 'subject'>): string =>
  doorCommands.includes(command) ? (subject ?? actorName) : actorName

export type CommandChoice = { readonly value: string; readonly text: string; readonly hint: string }

/** Words of commands and topics in the language now shown. */
export function useAuditWords() {
  const { say } = useWords()
  return {
    command: (it: string): string => say(commandWords(it)),
    topics: (): { value: AuditTopic; text: string }[] =>
      auditTopics.map((value) => ({ value, text: say(topicWords[value]) })),
    choices: (topic: string): CommandChoice[] =>
      auditCommands
        .filter((it) => !topic || it.topic === topic)
        .map((it) => ({ value: it.command, text: say(it.words), hint: say(topicWords[it.topic]) })),
  }
}
