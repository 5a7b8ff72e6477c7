/** Choosing rows: one, a stretch, all; and what leaves the list is no longer chosen. */
import { expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { useSelection } from './use-selection.ts'

const rowsOf = (...ids: string[]) => ids.map((id) => ({ id }))

it('chooses one, a stretch and all, in the order of the list', () => {
  const list = ref(rowsOf('a', 'b', 'c', 'd', 'e'))
  const selection = useSelection(() => list.value)
  const ids = (): string => selection.rows.value.map((it) => it.id).join('')
  selection.toggle('d')
  selection.toggle('b', true)
  expect(ids()).toBe('bcd')
  selection.toggle('c')
  expect(ids()).toBe('bd')
  expect(selection.has('c')).toBe(false)
  selection.chooseAll()
  expect(ids()).toBe('abcde')
  selection.clear()
  expect(ids()).toBe('')
  // Nothing was touched before: a stretch is the row alone.
  selection.toggle('c', true)
  expect(ids()).toBe('c')
})

it('forgets what leaves the list, and does not choose it again when it is back', async () => {
  const list = ref(rowsOf('a', 'b', 'c'))
  const selection = useSelection(() => list.value)
  selection.toggle('a')
  selection.toggle('c')
  list.value = rowsOf('b', 'c')
  await nextTick()
  list.value = rowsOf('a', 'b', 'c')
  await nextTick()
  expect(selection.rows.value.map((it) => it.id)).toEqual(['c'])
})
