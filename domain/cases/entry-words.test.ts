/** Whatever people choose from when they take an action has a word; a bare code would stand there in English for all. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { optionName } from './entry-words.ts'
import { actionInputs } from './inputs.ts'

type Field = { widget?: string; enum?: unknown[]; items?: Field; anyOf?: Field[] }

const codesOf = ({ enum: codes = [], items, anyOf = [] }: Field): unknown[] => [
  ...codes,
  ...(items ? codesOf(items) : []),
  ...anyOf.flatMap(codesOf),
]

const choices = Object.entries(actionInputs).flatMap(([action, schema]) => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Field>
  }
  return Object.entries(properties)
    .filter(([, field]) => field.widget === 'choice')
    .flatMap(([name, field]) => codesOf(field).map((code) => [`${action}.${name}`, String(code)] as const))
})

describe('the choices of an action', () => {
  it('are found', () => {
    expect(choices).toContainEqual(['instruct.to', 'centre'])
    expect(choices.length).toBeGreaterThan(15)
  })

  it.each(choices)('%s: %s is said in Chinese', (_, code) => {
    expect(optionName(code).zh).toMatch(/\p{Script=Han}/u)
  })
})
