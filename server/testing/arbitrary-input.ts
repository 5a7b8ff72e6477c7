/**
 * Inputs for an endpoint, made from its own schema: mostly of the right shape, so that they get deep, with a wrong
 * piece here and there, and with the texts, numbers and dates that programs fall over.
 */
import fc from 'fast-check'
import { z } from 'zod'

type Schema = {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
  prefixItems?: Schema[]
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  $ref?: string
}

const nastyTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud83d',
  '灯'.repeat(3000),
  "'; drop table cases.cases; --",
  '%',
  '\\',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  'null',
  '__proto__',
  '9'.repeat(40),
  '53012700100100001',
]
const nastyDates = ['0000-01-01', '9999-12-31', '2026-02-30', '2026-06-15', '1969-12-31', 'today']
const nastyInstants = [
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-06-15T09:00:00+23:59',
  '2026-06-15T09:00:00Z',
]
const nastyNumbers = [0, -0, -1, 1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324, 0.1]

const anything = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(...nastyTexts, ...nastyNumbers))

/** How inputs are made: `ids` are of things that exist, and `isRight` leaves every wrong piece out. */
type Making = { readonly ids: readonly string[]; readonly isRight: boolean }

/** Values for `schema`. */
function arbitraryOf(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  const usual = usualOf(schema, making)
  return making.isRight
    ? usual
    : fc.oneof({ weight: 14, arbitrary: usual }, { weight: 1, arbitrary: anything })
}

function usualOf(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum?.length) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices?.length) return fc.oneof(...choices.map((it) => arbitraryOf(it, making)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return objectOf(schema, making)
    case 'array':
      return schema.prefixItems
        ? fc.tuple(...schema.prefixItems.map((it) => arbitraryOf(it, making)))
        : fc.array(arbitraryOf(schema.items ?? {}, making), {
            minLength: Math.min(schema.minItems ?? 0, 3),
            maxLength: Math.min(schema.maxItems ?? 4, 4),
          })
    case 'integer':
      return orNasty(fc.integer({ min: safe(schema.minimum, 0), max: safe(schema.maximum, 300) }), making)
    case 'number':
      // Positions are the numbers that matter: most lie in the county of the tests.
      return orNasty(
        fc.oneof(
          fc.double({ min: 102.9, max: 103.1, noNaN: true }),
          fc.double({ min: 24.9, max: 25.1, noNaN: true }),
        ),
        making,
      )
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return textOf(schema, making)
    default:
      return anything
  }
}

const orNasty = (usual: fc.Arbitrary<number>, { isRight }: Making): fc.Arbitrary<number> =>
  isRight ? usual : fc.oneof(usual, fc.constantFrom(...nastyNumbers))
const safe = (value: number | undefined, fallback: number): number =>
  value !== undefined && Math.abs(value) < 1e6 ? value : fallback

function textOf({ format, pattern }: Schema, { ids, isRight }: Making): fc.Arbitrary<unknown> {
  if (format === 'uuid')
    return isRight ? fc.constantFrom(...ids) : fc.oneof(fc.constantFrom(...ids), fc.uuid())
  if (format === 'date') return isRight ? fc.constant('2026-06-15') : fc.constantFrom(...nastyDates)
  if (format === 'date-time')
    return isRight ? fc.constant('2026-06-15T09:00:00+08:00') : fc.constantFrom(...nastyInstants)
  const fitting =
    pattern && !/\(\?/.test(pattern) ? fc.stringMatching(new RegExp(pattern)) : fc.string({ minLength: 2 })
  const known = fc.constantFrom(
    'component',
    '01037',
    '530127',
    '530127001',
    '530127001001',
    '2026-06-15',
    '路灯不亮',
  )
  if (isRight) return pattern ? fitting : fc.oneof(known, fc.constantFrom(...ids), fitting)
  return fc.oneof(
    fitting,
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(...nastyTexts),
    fc.constantFrom(...ids),
    known,
  )
}

function objectOf(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, it]) => [name, arbitraryOf(it, making)]),
  )
  const known = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) })
  if (typeof schema.additionalProperties !== 'object') return known
  return fc.dictionary(
    schema.propertyNames ? textOrEnum(schema.propertyNames) : fc.string(),
    arbitraryOf(schema.additionalProperties, making),
    { maxKeys: 4 },
  )
}

const textOrEnum = (schema: Schema): fc.Arbitrary<string> =>
  schema.enum?.length ? fc.constantFrom(...schema.enum.map(String)) : fc.string()

/** Inputs for a zod schema of an endpoint. */
export function inputsOf(schema: z.ZodType, ids: readonly string[]): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  return fc.oneof(arbitraryOf(json, { ids, isRight: true }), arbitraryOf(json, { ids, isRight: false }))
}

/** One input that a zod schema of an endpoint takes, made of `ids`; undefined where none was found. */
export function rightInputOf(schema: z.ZodType, ids: readonly string[]): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  const made = fc.sample(arbitraryOf(json, { ids, isRight: true }), { numRuns: 40, seed: 530127 })
  return made.find((it) => schema.safeParse(it).success)
}
