import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isUnattended, watchAttendance } from './attendance.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('says that nobody sits at a page a minute after it was last touched, and not while nobody watches', () => {
  expect(isUnattended()).toBe(false)
  const page = new EventTarget()
  watchAttendance(page)
  vi.advanceTimersByTime(59_000)
  expect(isUnattended()).toBe(false)
  vi.advanceTimersByTime(2000)
  expect(isUnattended()).toBe(true)
  page.dispatchEvent(new Event('keydown'))
  expect(isUnattended()).toBe(false)
  vi.advanceTimersByTime(61_000)
  page.dispatchEvent(new Event('scroll'))
  expect(isUnattended()).toBe(true)
})
