/** Whether somebody sits at this page: it was touched, by hand or by key, within the last minute. */
const attendedMilliseconds = 60_000

let touchedAt: number | undefined

/** Watches the page from now on; a page that is not watched counts as attended. */
export function watchAttendance(page: EventTarget): void {
  const touch = (): void => {
    touchedAt = Date.now()
  }
  touch()
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
    page.addEventListener(event, touch, { capture: true, passive: true })
}

/** Whether nobody has touched the page for a while. */
export const isUnattended = (): boolean =>
  touchedAt !== undefined && Date.now() - touchedAt > attendedMilliseconds
