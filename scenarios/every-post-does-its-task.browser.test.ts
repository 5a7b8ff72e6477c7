/**
 * Every post does its work, from finding it to seeing what came of it, at both screens an office has and in both
 * languages. The tasks stand in a table by post; a post without one fails the first test, so that none is forgotten. The
 * moral: what works in Chinese on a laptop works in English on a large screen, and the other way round.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postCodes, postNames } from '#domain/identity/post.ts'
import { openStory } from '../server/testing/case-story.ts'
import { openSecondLevel, type SecondLevel } from '../server/testing/second-level.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'
import { administratorTasks } from './posts-at-work/administrator-tasks.ts'
import { centreTasks } from './posts-at-work/centre-tasks.ts'
import type { PostTask, WorkPlace } from './posts-at-work/post-task.ts'
import { publicTasks } from './posts-at-work/public-tasks.ts'
import { unitTasks } from './posts-at-work/unit-tasks.ts'
import { screenFaults } from './screen-faults.ts'

const tasks: readonly PostTask[] = [...publicTasks, ...centreTasks, ...unitTasks, ...administratorTasks]

const small = { width: 1366, height: 768 }
const large = { width: 1920, height: 1080 }
const screens = [
  { language: 'zh-CN', ...small },
  { language: 'zh-CN', ...large },
  { language: 'en', ...large },
  { language: 'en', ...small },
] as const

it('no post is without a task of its own', () => {
  const idle = postCodes.filter((post) => !tasks.some((it) => it.post === post))
  const sentences = idle.map(
    (it) => `The post ${it} (${postNames[it].zh}) has no task: add one to scenarios/posts-at-work.`,
  )
  expect(sentences).toEqual([])
})

describe.skipIf(!hasChromium)('every post (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let level: SecondLevel
  let desk: Desk
  const windows = new Map<string, Promise<Sitter>>()

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date('2026-06-16T09:00:00+08:00'), sessionHours: 2000 })
    level = await openSecondLevel(county)
    await county.as({ username: 'look', name: '杜督查', posts: ['inspector'] })
    await county.as({ username: 'data', name: '戴数据', posts: ['data_admin'] })
    await county.as({ username: 'someone', name: '常市民', posts: ['citizen'] })
    desk = await openDesk(county)
  })
  afterAll(async () => {
    expect((await county?.verify())?.differences).toEqual([])
    await desk?.close()
    await county?.close()
  })

  /** The county at the screen of `turn`, counted from 1. */
  const workPlace = (turn: number): WorkPlace => {
    const screen = screens[turn - 1] ?? screens[0]
    const { language, width, height } = screen
    return {
      county,
      level,
      turn,
      sit: async (username) => {
        // One window for each language; it is drawn to the size of the screen.
        const key = `${username} ${language}`
        const sitter = windows.get(key) ?? desk.sit(username, screen)
        windows.set(key, sitter)
        await (await sitter).page.setViewportSize({ width, height })
        return sitter
      },
      say: (zh, en) => (language === 'en' ? en : zh),
      faults: async (sitter) => [...(await sitter.violations()), ...(await screenFaults(sitter.page))],
      untidiness: (sitter) => screenFaults(sitter.page),
      open: async (...done) => {
        const story = await openStory(county)
        await story.takeAll(...done)
        return story
      },
    }
  }

  /** Windows that stay open hear of every case and read it anew, so those of a language that is done with are closed. */
  const leave = async (): Promise<void> => {
    for (const it of windows.values()) await (await it).page.context().close()
    windows.clear()
  }

  describe.each(screens.map((it, index) => ({ ...it, turn: index + 1 })))(
    'at $width × $height in $language',
    ({ turn, language }) => {
      afterAll(() => (screens[turn]?.language === language ? undefined : leave()))
      it.each(tasks)('$post $task', ({ run }) => run(workPlace(turn)))
    },
  )
})
