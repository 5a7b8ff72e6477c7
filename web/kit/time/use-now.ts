/**
 * The county's time, second hand of every light and countdown. The server's clock rules: an office PC may be minutes
 * wrong, and a demonstration may have a turned clock. `keepTime` takes it, `useNow` goes on from there.
 */
import { type Ref, readonly, ref } from 'vue'

let aheadMilliseconds = 0
const now = ref(Date.now())
let isTicking = false

const tick = (): void => {
  now.value = Date.now() + aheadMilliseconds
}

/** A reply travels a while; less than this is no difference. */
const toleranceMilliseconds = 5000

/** Takes the server's time as the time, when the PC's is another. */
export function keepTime(serverNow: string): void {
  const ahead = Date.parse(serverNow) - Date.now()
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
