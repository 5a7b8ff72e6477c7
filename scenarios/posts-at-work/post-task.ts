/** What a task of a post is, and what is in its reach while it runs at one screen in one language. */

import type { CaseActionName } from '#domain/cases/life-cycle.ts'
import type { Post } from '#domain/identity/post.ts'
import type { CaseStory } from '../../server/testing/case-story.ts'
import type { SecondLevel } from '../../server/testing/second-level.ts'
import type { TestCounty } from '../../server/testing/test-county.ts'
import type { Sitter } from '../desk-driver.ts'

/** The county and its desk at one screen in one language. */
export type WorkPlace = {
  readonly county: TestCounty
  readonly level: SecondLevel
  /** Counts the combinations from 1, so that what a task adds has a name or a day of its own in each. */
  readonly turn: number
  /** Sits somebody down at this screen; who sat there before goes on in the same window. */
  sit(username: string): Promise<Sitter>
  /** The words of the screen in its language. */
  say(zh: string, en: string): string
  /** What axe and a picky eye find on the page as it is shown now; none on a good one. */
  faults(sitter: Sitter): Promise<string[]>
  /** What a picky eye finds alone, where axe has seen as much of the task already. */
  untidiness(sitter: Sitter): Promise<string[]>
  /** A new case of this combination, with what was done to it already. */
  open(...done: readonly CaseActionName[]): Promise<CaseStory>
}

/** What the centre does to a report until a unit has it. */
export const untilDispatched = ['sendOn', 'file', 'dispatch'] as const

/** A piece of work that is done on the screen, from finding it to seeing what came of it. */
export type PostTask = {
  readonly post: Post
  readonly task: string
  run(at: WorkPlace): Promise<void>
}
