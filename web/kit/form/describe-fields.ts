/**
 * What a form must ask, read from the schema of an endpoint's body: the contract is the form. Widgets for words of
 * a trade (a unit, photos) are given by the screen, by the field's name.
 */
import { z } from 'zod'
import type { Sentence } from '#domain/problem.ts'

export type FieldKind =
  | 'text'
  | 'long-text'
  | 'number'
  | 'yes-no'
  | 'tick'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'date'
  | 'instant'
  | 'other'

export type Field = {
  readonly name: string
  readonly kind: FieldKind
  readonly isRequired: boolean
  /** Must be said to be empty: the body names it even when it is null. */
  readonly isNullable: boolean
  /** The label and the kind of widget as the contract's `meta` states them. */
  readonly label: Sentence | undefined
  readonly widget: string | undefined
  readonly description: string | undefined
  readonly options: readonly string[]
  readonly min: number | undefined
  readonly max: number | undefined
  readonly byDefault: unknown
}

type JsonSchema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  format?: string
  pattern?: string
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  description?: string
  zh?: string
  en?: string
  widget?: string
  default?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

const longTextFrom = 120

const toLabel = ({ zh, en }: JsonSchema): Sentence | undefined =>
  zh === undefined || en === undefined ? undefined : { zh, en }

/** A nullable part without its null; the same object when it has none. */
function withoutNull(it: JsonSchema): JsonSchema {
  if (Array.isArray(it.type)) {
    const [only] = it.type.filter((one) => one !== 'null')
    return only === undefined ? it : { ...it, type: only }
  }
  const rest = it.anyOf?.filter((one) => one.type !== 'null')
  const [only] = rest ?? []
  return only && rest?.length === 1 ? { ...it, ...only } : it
}

function kindOf(it: JsonSchema): FieldKind {
  if (it.enum) return 'choice'
  if (it.const === true) return 'tick'
  if (it.type === 'boolean') return 'yes-no'
  if (it.type === 'number' || it.type === 'integer') return 'number'
  if (it.type === 'array') {
    const items = it.items ?? {}
    return items.enum ? 'choices' : items.type === 'string' ? 'texts' : 'other'
  }
  if (it.type !== 'string') return 'other'
  if (it.format === 'date-time') return 'instant'
  if (it.format === 'date') return 'date'
  return (it.maxLength ?? 0) >= longTextFrom ? 'long-text' : 'text'
}

/** A whole number of a few, such as a score, is chosen and not typed. */
function fewNumbers(it: JsonSchema): string[] {
  const { minimum, maximum } = it
  if (it.type !== 'integer' || minimum === undefined || maximum === undefined || maximum - minimum > 6)
    return []
  return Array.from({ length: maximum - minimum + 1 }, (_none, index) => String(minimum + index))
}

/** The fields of an object schema, in its order. */
export function describeFields(schema: z.ZodType): Field[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const required = new Set(json.required ?? [])
  return Object.entries(json.properties ?? {}).map(([name, raw]) => {
    const it = withoutNull(raw)
    const options = it.enum ?? it.items?.enum ?? fewNumbers(it)
    return {
      name,
      kind: kindOf(it),
      isRequired: required.has(name) && it === raw,
      isNullable: required.has(name) && it !== raw,
      label: toLabel(raw) ?? toLabel(it),
      widget: raw.widget ?? it.widget,
      description: raw.description ?? it.description,
      options: options.map(String),
      min: it.minLength ?? it.minimum ?? it.minItems,
      max: it.maxLength ?? it.maximum ?? it.maxItems,
      byDefault: raw.default,
    }
  })
}

/** Leaves out what was not filled in, so that optional parts stay absent; `nulls` are said to be empty instead. */
export function toBody(
  values: Readonly<Record<string, unknown>>,
  nulls: readonly string[] = [],
): Record<string, unknown> {
  const empty = Object.fromEntries(nulls.map((name) => [name, null]))
  const filled = Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== '' && value !== null),
  )
  return { ...empty, ...filled }
}
