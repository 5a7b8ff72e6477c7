/**
 * Tells many stories in the order of their time: the step that comes first in the county is taken first, some at
 * once where they belong to different stories. The steps of one story, and of those that it gave rise to, follow each
 * other strictly.
 */
import TinyQueue from 'tinyqueue'
import type { CaseState } from '#domain/cases/state.ts'
import { Problem } from '#domain/problem.ts'
import type { Answer, Step, Story } from './step.ts'

/** A step with what names it: the story and its place in it. */
export type NamedStep = { readonly step: Step; readonly name: string }

export type TimelineOptions = {
  /** After this instant nothing happens any more: stories rest where they are. */
  readonly until: number
  /** How many steps are taken at once. */
  readonly lanes: number
  readonly take: (it: NamedStep) => Promise<Answer>
  /** Told after each step of the time reached. */
  readonly onStep: (at: number) => void
  readonly signal: AbortSignal
}

/** A story that could not go on because a step was refused. */
export type Refused = { readonly name: string; readonly code: string; readonly step: Step }

export type Told = { readonly steps: number; readonly refused: readonly Refused[] }

type Waiting = { at: number; order: number; step: Step; thread: Thread }
type Thread = {
  name: string
  story: Story
  restsIn: CaseState | undefined
  /** The name of the story that all of this began with; what belongs together happens one after the other. */
  root: string
  steps: number
}

/** A story with its name, which never changes for the same seed, and the state in which it rests for good. */
export type NamedStory = {
  readonly name: string
  readonly story: Story
  readonly restsIn?: CaseState | undefined
}

/** Tells all stories to their end or until the time is up. */
export async function tellStories(stories: readonly NamedStory[], options: TimelineOptions): Promise<Told> {
  // Of two steps at the same instant the one that was asked for first is taken first.
  const queue = new TinyQueue<Waiting>([], (a, b) => a.at - b.at || a.order - b.order)
  const refused: Refused[] = []
  let [order, steps] = [0, 0]
  const goOn = (thread: Thread, next: IteratorResult<Step, void>): void => {
    if (next.done || next.value.at > options.until) return
    queue.push({ at: next.value.at, order: order++, step: next.value, thread })
  }
  const begin = ({ name, story, restsIn }: NamedStory, root = name): void =>
    goOn({ name, story, restsIn, root, steps: 0 }, story.next())
  for (const it of stories) begin(it)

  const takeOne = async ({ step, thread }: Waiting): Promise<void> => {
    const name = `${thread.name}.${thread.steps++}`
    steps += 1
    if (step.kind === 'begin') {
      begin({ name, story: step.story() }, thread.root)
      goOn(thread, thread.story.next({ kind: 'begun' }))
      return
    }
    const answer = await options.take({ step, name }).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      refused.push({ name, code: error.code, step })
      return undefined
    })
    const rests = answer?.kind === 'receipt' && answer.receipt.state === thread.restsIn
    if (answer && !rests) goOn(thread, thread.story.next(answer))
    options.onStep(step.at)
  }

  const active = new Map<string, Promise<void>>()
  const held: Waiting[] = []
  try {
    while (queue.length || active.size) {
      options.signal.throwIfAborted()
      while (active.size < options.lanes) {
        const next = queue.pop()
        if (!next) break
        const { root } = next.thread
        if (active.has(root)) held.push(next)
        else
          active.set(
            root,
            takeOne(next).finally(() => active.delete(root)),
          )
      }
      await Promise.race(active.values())
      for (const it of held.splice(0)) queue.push(it)
    }
  } finally {
    // Whoever is stopped ends what has begun: nothing may go on in a house that is being closed.
    await Promise.allSettled(active.values())
  }
  return { steps, refused }
}
