/** How far long work is: a bar where somebody watches, a line now and then where the output is kept. */
import { SingleBar } from 'cli-progress'
import type { Sentence } from '#domain/problem.ts'
import { steadyMilliseconds } from '#platform/clock.ts'
import type { Terminal } from './terminal.ts'

export type Progress = {
  /** Tells that `done` of `total` are done; `total` 0 where it is not known. */
  report(about: Sentence, done: number, total: number): void
  /** Takes the bar away. */
  end(): void
}

const quietMilliseconds = 5_000

/** Makes the teller of progress for this terminal. */
export const createProgress = (terminal: Terminal): Progress =>
  terminal.isWatched ? createBar(terminal) : createLines(terminal)

function createBar(terminal: Terminal): Progress {
  let shown: { bar: SingleBar; about: string } | undefined
  const end = (): void => {
    shown?.bar.stop()
    shown = undefined
  }
  return {
    end,
    report: (about, done, total) => {
      if (shown && shown.about !== about.en) end()
      if (!shown) {
        const format = `${terminal.label(about)} {bar} {value}${total ? '/{total}' : ''}  {duration_formatted}`
        shown = {
          bar: new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true }),
          about: about.en,
        }
        shown.bar.start(total || done, done)
      }
      if (!total) shown.bar.setTotal(done)
      shown.bar.update(done)
    },
  }
}

function createLines(terminal: Terminal): Progress {
  let last = steadyMilliseconds()
  return {
    end: () => {},
    report: (about, done, total) => {
      if (steadyMilliseconds() - last < quietMilliseconds) return
      last = steadyMilliseconds()
      const of = total ? ` / ${total}` : ''
      terminal.note({ zh: `${about.zh} ${done}${of}`, en: `${about.en} ${done}${of}` })
    },
  }
}
