/** Whether this browser can draw a map; asked once, since the answer takes a drawing context. */
let answer: boolean | undefined

export const canDrawMaps = (): boolean => {
  answer ??= document.createElement('canvas').getContext('webgl2') !== null
  return answer
}
