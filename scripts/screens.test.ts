/** Every page that has help has a picture, and no two pictures go into one file. */
import { expect, it } from 'vitest'
import { helpPages } from '../web/desk/help/help-pages.ts'
import { dialogs } from './dialogs.ts'
import { pageOf, screens } from './screens.ts'

const all = [...screens, ...dialogs]

it('shows every page of the desk', () => {
  const shown = new Set(all.map(pageOf))
  const asked = ['/sign-in', ...helpPages.flatMap((it) => it.routes)]
  expect(asked.filter((it) => !shown.has(it))).toEqual([])
})

it('gives each picture a file of its own', () => {
  const names = all.map((it) => it.name)
  expect(names.filter((it, at) => names.indexOf(it) !== at)).toEqual([])
})
