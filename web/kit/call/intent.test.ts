import { describe, expect, it } from 'vitest'
import { Intent } from './use-endpoint.ts'

describe('an intent', () => {
  it('keeps its request id while the same thing is sent again', () => {
    const intent = new Intent()
    const first = intent.requestIdFor({ to: 'x' })
    expect(intent.requestIdFor({ to: 'x' })).toBe(first)
  })
  it('is another one when the person changed the input', () => {
    const intent = new Intent()
    const first = intent.requestIdFor({ to: 'x' })
    expect(intent.requestIdFor({ to: 'y' })).not.toBe(first)
  })
  it('is another one after an answer came', () => {
    const intent = new Intent()
    const first = intent.requestIdFor({ to: 'x' })
    intent.settled()
    expect(intent.requestIdFor({ to: 'x' })).not.toBe(first)
  })
})
