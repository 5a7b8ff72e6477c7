/**
 * The county's time, second hand of every light and countdown. The server's clock rules (a demonstration may have
 * a turned one): screens tell `keepTime` what the server said, and `useNow` goes on from there.
 */
import { type Ref, readonly, ref } from 'vue'

let aheadMilliseconds = 0
const now = ref(Date.now())
let isTicking = false

const tick = (): void => {
  now.value = Date.now() + aheadMilliseconds
}

/** Takes the server's time as the time. */
export function keepTime(serverNow: string): void {
  aheadMilliseconds = new Date(serverNow).getTime() - Date.now()
  tick()
}

/** The time now in milliseconds, moving on every ten seconds. */
export function useNow(): Readonly<Ref<number>> {
  if (!isTicking) setInterval(tick, 10_000)
  isTicking = true
  return readonly(now)
}
