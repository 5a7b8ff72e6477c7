/**
 * Loaded into the server before anything else (`node --import`): notes, a hundred times a second, how late the event loop
 * came and how much of that time its own thread worked. What is left is waiting for a processor that somebody else had.
 */
import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const stepMilliseconds = 10
const path = process.env['LOOP_WATCH_FILE']

/** One turn: when it came (milliseconds since 1970), how late, and how long the thread had worked since the one before. */
type Turn = [at: number, lateMilliseconds: number, workedMilliseconds: number]

const worked = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

if (path !== undefined && isMainThread) {
  let turns: Turn[] = []
  let [last, lastWorked] = [performance.now(), worked()]
  setInterval(() => {
    const [now, nowWorked] = [performance.now(), worked()]
    const late = Math.max(0, now - last - stepMilliseconds)
    turns.push([Date.now(), Math.round(late), Math.round(nowWorked - lastWorked)])
    ;[last, lastWorked] = [now, nowWorked]
    if (turns.length < 100) return
    appendFileSync(path, turns.map((it) => `${JSON.stringify(it)}\n`).join(''))
    turns = []
  }, stepMilliseconds).unref()
}
