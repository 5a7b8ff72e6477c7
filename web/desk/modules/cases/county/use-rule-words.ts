/** A rule of the matrix in words. */
import type { RuleView } from '#domain/cases/responsibility-contract.ts'
import { useWords } from '#kit/i18n/language.ts'

/** What a rule speaks of, as a list shows it. */
export function useRuleWords() {
  const { t } = useWords()
  return {
    classText: ({ kind, classCode, className }: RuleView): string =>
      [
        kind ? t(`matrix.kind.${kind}`) : '',
        classCode ? `${className ?? ''} ${classCode}`.trim() : t('matrix.anyClass'),
      ]
        .filter((it) => it !== '')
        .join(' · '),
    areaText: ({ areaCode, areaName }: RuleView): string => areaName ?? areaCode ?? t('matrix.anyArea'),
    daysText: ({ validFrom, validTo }: RuleView): string => `${validFrom} – ${validTo ?? t('matrix.noEnd')}`,
  }
}
