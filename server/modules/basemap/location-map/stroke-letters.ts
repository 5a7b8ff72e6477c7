/**
 * The few letters that stand in the picture itself, as strokes. A server need not have any font for them; every other word
 * stands in the text of the document.
 */

/** Strokes on a field four wide and six high; `m` is five wide. */
const strokes: Readonly<Record<string, string>> = {
  '0': 'M2 0C.6 0 0 1.4 0 3S.6 6 2 6 4 4.6 4 3 3.4 0 2 0Z',
  '1': 'M.6 1.2 2.2 0V6',
  '2': 'M.1 1.6C.1.6 1 0 2 0S3.9.7 3.9 1.7C3.9 3.2 1.4 4 .1 6H4',
  '3': 'M.2 1.1C.5.4 1.2 0 2 0S3.8.6 3.8 1.5 3 2.9 1.6 2.9C3 2.9 4 3.4 4 4.5S3.1 6 2 6 .4 5.5.1 4.7',
  '4': 'M3 6V0L0 4.2H4',
  '5': 'M3.7 0H.7L.4 2.8C.8 2.4 1.4 2.2 2 2.2 3.2 2.2 4 3 4 4.1S3.1 6 2 6 .4 5.5.1 4.8',
  '6': 'M3.5.3C1.4-.3 0 1.8 0 4.1 0 5.2.9 6 2 6S4 5.2 4 4.1 3.1 2.3 2 2.3 0 3 0 4.1',
  m: 'M0 2V6M0 3.2C.3 2.4.9 2 1.4 2 2.1 2 2.5 2.5 2.5 3.2V6M2.5 3.2C2.8 2.4 3.4 2 3.9 2 4.6 2 5 2.5 5 3.2V6',
  N: 'M0 6V0L4 6V0',
}

const widthOf = (letter: string): number => (letter === ' ' ? 1.5 : letter === 'm' ? 5 : 4)
const gap = 1.4

/** `text` with its middle at `x` and its upper edge at `y`, `height` pixels high. */
export function writeLetters(
  text: string,
  { x, y, height, weight }: { x: number; y: number; height: number; weight: number },
): string {
  const letters = [...text]
  const whole = letters.reduce((sum, it) => sum + widthOf(it) + gap, -gap)
  const scale = height / 6
  let at = 0
  const drawn = letters.map((it) => {
    const path = `<path transform="translate(${at.toFixed(2)} 0)" d="${strokes[it] ?? ''}"/>`
    at += widthOf(it) + gap
    return path
  })
  const left = x - (whole * scale) / 2
  return `<g transform="translate(${left.toFixed(1)} ${y}) scale(${scale.toFixed(3)})" fill="none" stroke="#10191d" stroke-width="${(weight / scale).toFixed(2)}" stroke-linecap="round" stroke-linejoin="round">${drawn.join('')}</g>`
}
