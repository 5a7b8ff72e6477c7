/** What somebody is filling in for an action of a case, kept for them, the case and the action until it is done. */
import { type Ref, ref, shallowRef } from 'vue'
import type { CaseDetail } from '#domain/cases/contract.ts'
import { actionInputs, Classification } from '#domain/cases/inputs.ts'
import { type Draft, useDraft } from '#kit/draft/use-draft.ts'
import { describeFields } from '#kit/form/describe-fields.ts'
import { draftPlace } from '../../session.ts'

type Values = Readonly<Record<string, unknown>>
type ActionName = CaseDetail['actions'][number]['name']

export type ActionDraft = Pick<Draft<Values>, 'restoredAt' | 'drop'> & {
  /** What the form begins with. */
  readonly initial: Readonly<Ref<Values>>
  /** Counts how often the form began anew; the key of the form. */
  readonly generation: Readonly<Ref<number>>
  /** Keeps what the form holds, unless nothing was filled in. */
  readonly keep: (values: Values) => void
  /** Throws the draft away and empties the form. */
  readonly startOver: () => void
}

const toValues = (it: unknown): Values | undefined =>
  typeof it === 'object' && it !== null && !Array.isArray(it) ? (it as Values) : undefined

const unclassified = { kind: null, classCode: null, conditionId: null }
const Chosen = Classification.partial({ catalogueId: true, conditionId: true })

/** The class that the form holds, else the one of the case. */
export function toChosenClass(
  value: unknown,
  { kind, classCode, conditionId }: Pick<CaseDetail, 'kind' | 'classCode' | 'conditionId'>,
): { kind: 'component' | 'matter'; classCode: string; conditionId: string | null } | undefined {
  const chosen = Chosen.safeParse(value)
  if (chosen.success) return { ...chosen.data, conditionId: chosen.data.conditionId ?? null }
  return kind && classCode ? { kind, classCode, conditionId } : undefined
}

/** The values that differ from an untouched form. The class of the case is filled in by itself and is no typing. */
export function whatWasFilledIn(
  action: ActionName,
  values: Values,
  detail: Pick<CaseDetail, 'kind' | 'classCode' | 'conditionId'>,
): Values {
  const fields = describeFields(actionInputs[action])
  return Object.fromEntries(
    fields.flatMap(({ name, widget, byDefault }) => {
      const value = values[name]
      if (value === undefined || value === null || value === '') return []
      if (JSON.stringify(value) === JSON.stringify(byDefault)) return []
      const chosen = widget === 'class' ? Chosen.safeParse(value) : undefined
      if (
        chosen?.data &&
        chosen.data.classCode === detail.classCode &&
        (chosen.data.conditionId ?? null) === detail.conditionId
      )
        return []
      return [[name, value]]
    }),
  )
}

/** The draft of `action` on the case of `detail`, or on several cases at once, which share one. */
export function useActionDraft(action: ActionName, detail?: CaseDetail): ActionDraft {
  const place = detail ? draftPlace('case', detail.id, action) : draftPlace('cases', action)
  const { kept, restoredAt, keep, drop } = useDraft(place, toValues)
  const initial = shallowRef<Values>(kept ?? {})
  const generation = ref(0)
  let last = JSON.stringify(kept ?? {})
  return {
    restoredAt,
    drop,
    initial,
    generation,
    keep: (values) => {
      const filledIn = whatWasFilledIn(action, values, detail ?? unclassified)
      const text = JSON.stringify(filledIn)
      // Opening the form again is no typing and makes the draft no younger.
      if (text === last) return
      last = text
      keep(Object.keys(filledIn).length ? filledIn : undefined)
    },
    startOver: () => {
      drop()
      initial.value = {}
      generation.value++
    },
  }
}
