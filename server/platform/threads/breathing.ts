/** Items that are in memory already, with a turn of the event loop whenever they have been handed on for a while. */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

const mostMilliseconds = 10

/** The same items; whoever works on them without a pause of its own keeps nobody waiting for long. */
export async function* breathing<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncIterable<Item> {
  let since = performance.now()
  for await (const item of items) {
    if (performance.now() - since > mostMilliseconds) {
      await turnOfTheLoop()
      since = performance.now()
    }
    yield item
  }
}
