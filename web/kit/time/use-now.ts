/**
 * The county's time, second hand of every light and countdown. The server's clock rules: an office PC may be minutes
 * wrong, so every reply's date corrects it, and `useNow` goes on from there.
 */
import { type Ref, readonly, ref } from 'vue'

let aheadMilliseconds = 0
const now = ref(Date.now())
let isTicking = false

const tick = (): void => {
  now.value = Date.now() + aheadMilliseconds
}

/** Replies carry whole seconds and travel a while; less than this is no difference. */
const toleranceMilliseconds = 5000

/** Takes the date of a reply as the time, when the PC's is another. */
export function keepTime(replyDate: string | null): void {
  const ahead = Date.parse(replyDate ?? '') - Date.now()
  if (Number.isNaN(ahead) || Math.abs(ahead - aheadMilliseconds) < toleranceMilliseconds) return
  aheadMilliseconds = Math.abs(ahead) < toleranceMilliseconds ? 0 : ahead
  tick()
}

/** The time now in milliseconds, moving on every ten seconds. */
export function useNow(): Readonly<Ref<number>> {
  if (!isTicking) setInterval(tick, 10_000)
  isTicking = true
  return readonly(now)
}
