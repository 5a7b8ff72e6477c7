/** Every page that the router leads to has help, and no help is of a page that is not there. */
import { expect, it } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import { postCodes } from '#domain/identity/post.ts'
import { createDeskRouter } from '../router.ts'
import { helpPages } from './help-pages.ts'
import { manuals } from './manuals.ts'

/** Pages without a task of their own: the door, rooms that only hold pages, and what leads elsewhere. */
const without = ['/', '/sign-in', '/sign-on/:code', '/admin', '/screen', '/:rest(.*)*']

it('belongs to every page of the desk', () => {
  const paths = createDeskRouter(createMemoryHistory())
    .getRoutes()
    .map((it) => it.path)
  expect(paths.length).toBeGreaterThan(15)
  const asked = paths.filter((it) => !without.includes(it))
  const helped = helpPages.flatMap((it) => it.routes)
  expect(asked.filter((it) => !helped.includes(it))).toEqual([])
  expect(helped.filter((it) => !paths.includes(it))).toEqual([])
  expect(new Set(helped).size).toBe(helped.length)
})

it('says something to do on each page, in whole sentences', () => {
  for (const page of helpPages) {
    expect(page.tasks.length, page.title.zh).toBeGreaterThan(0)
    for (const task of page.tasks) expect(task.steps.length, task.title.zh).toBeGreaterThan(0)
    const sentences = [page.purpose, ...page.tasks.flatMap((it) => it.steps), ...(page.notes ?? [])]
    for (const it of sentences) {
      expect(it.zh, it.zh).toMatch(/[。；？！]$/)
      expect(it.en, it.en).toMatch(/[.?!]$/)
    }
  }
})

it('is printed for every post that works at the desk', () => {
  // Collectors work on their phone and citizens on the public pages.
  const atDesk = postCodes.filter((it) => it !== 'collector' && it !== 'citizen')
  expect(manuals.map((it) => it.post).sort()).toEqual([...atDesk].sort())
})
