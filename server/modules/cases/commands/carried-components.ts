/**
 * The components that cases of another system are about. A code the ledger does not know takes nothing from the case:
 * it comes without the tie, the code stays in its log, and the comparison counts it as a difference.
 */
import type { FieldRemark } from '#domain/cases/carried-over/judge-carried.ts'
import { findComponentCodeParts, whyNotComponentCode } from '#domain/components/component-code.ts'
import { findComponentsByKeys, type StoredComponent } from '#modules/components/index.ts'
import type { Database } from '#platform/database/database.ts'

type Coded = {
  readonly kind: string | null
  readonly classCode: string | null
  readonly componentCode: string | null
}

export type ComponentsOfCases = { of(it: Coded): StoredComponent | undefined }

/** Looks up the components that `items` name, by code or by the number they have elsewhere. */
export async function findComponentsOf(
  db: Database,
  adcode: string,
  items: readonly Coded[],
): Promise<ComponentsOfCases> {
  const keys = [...new Set(items.flatMap((it) => it.componentCode ?? []))]
  const found = keys.length
    ? await findComponentsByKeys(db, adcode, { codes: keys, externalCodes: keys })
    : []
  const byKey = new Map([
    ...found.flatMap((it) => (it.externalCode ? [[it.externalCode, it] as const] : [])),
    ...found.map((it) => [it.code, it] as const),
  ])
  return { of: ({ componentCode }) => (componentCode === null ? undefined : byKey.get(componentCode)) }
}

/** What there is to say of the code of a row, given the component that was found by it. */
export function componentWarnings(
  adcode: string,
  { kind, classCode, componentCode }: Coded,
  found: StoredComponent | undefined,
): FieldRemark[] {
  if (componentCode === null) return []
  const field = 'componentCode'
  if (found) {
    const isOther = kind === 'component' && classCode !== null && classCode !== found.classCode
    const [zh, en] = [
      `部件属于小类 ${found.classCode}，案件是小类 ${classCode}；仍按该部件关联`,
      `the component is of class ${found.classCode}, the case of class ${classCode}; it is tied all the same`,
    ]
    return isOther ? [{ field, reason: { zh, en } }] : []
  }
  // Whatever is wrong with the code itself says more than that nobody has it.
  const ofItself = findComponentCodeParts(componentCode)?.classCode ?? classCode ?? ''
  const wrong = whyNotComponentCode(componentCode, { adcode, classCode: ofItself })
  const reason = wrong ?? {
    zh: `部件台账中没有“${componentCode}”`,
    en: `the ledger of components has no "${componentCode}"`,
  }
  return [
    {
      field,
      reason: {
        zh: `${reason.zh}；案件照常迁入，不关联部件，原码留在流程记录中`,
        en: `${reason.en}; the case comes without the tie, and the code stays in its log`,
      },
    },
  ]
}
