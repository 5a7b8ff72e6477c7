import { describe, expect, it } from 'vitest'
import { Intent, type PendingIntent } from './use-endpoint.ts'

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
  it('is the same after a reload, where it was remembered', () => {
    let kept: PendingIntent | undefined
    const first = new Intent(undefined, (it) => {
      kept = it
    }).requestIdFor({ to: 'x' })
    const again = new Intent(kept, (it) => {
      kept = it
    })
    expect(again.requestIdFor({ to: 'x' })).toBe(first)
    again.settled()
    expect(kept).toBeUndefined()
  })
  it('is another one after an answer came', () => {
    const intent = new Intent()
    const first = intent.requestIdFor({ to: 'x' })
    intent.settled()
    expect(intent.requestIdFor({ to: 'x' })).not.toBe(first)
  })
})
