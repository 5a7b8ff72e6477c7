/**
 * What a picky eye finds on a screen and axe does not: text that is cut off or lies beside the screen, a page wider than
 * its window, words that spill out of their button, a key instead of its text,
 * Chinese marks among English words. A link that skips to the text lies above the
 * screen until it has the focus.
 */
import type { Page } from 'playwright-core'

/** Text is cut off where a box hides what overflows it and no title says the whole; what can be scrolled to is not. */
const findFaults = `(() => {
  const faults = new Set()
  const wide = document.documentElement.scrollWidth - innerWidth
  if (wide > 0) faults.add('the page is ' + wide + ' pixels wider than the screen')
  const word = /\\b(?:undefined|NaN|\\[object Object\\])\\b|\\b[a-z]+(?:\\.[a-z]+[A-Za-z]*){2,}\\b/.exec(document.body.innerText)
  if (word) faults.add('shows “' + word[0] + '”')
  const isEnglish = document.documentElement.lang === 'en'
  const mixed = /[A-Za-z)]\\s?[：（、，；]|[：）、，；]\\s?[A-Za-z]/
  const hides = (overflow) => overflow === 'hidden' || overflow === 'clip'
  const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll'
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim()
    const parent = texts.currentNode.parentElement
    if (!text || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    if (parent.closest('.unseen, .skip, [aria-hidden=true], script, style, option, [title], canvas')) continue
    range.selectNodeContents(texts.currentNode)
    const box = range.getBoundingClientRect()
    if (!box.width || !box.height) continue
    const blame = (what) => faults.add(what + ': “' + text.slice(0, 60) + '” in ' + parent.tagName.toLowerCase() + '.' + parent.className)
    const button = parent.closest('button, .button, th, td')?.getBoundingClientRect()
    if (button && (box.right > button.right + 2 || box.left < button.left - 2)) blame('spills out')
    if (isEnglish && mixed.test(text)) blame('Chinese marks among English words')
    let [canX, canY] = [true, true]
    for (let it = parent; it; it = it.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(it)
      const edge = it.getBoundingClientRect()
      if (canX && hides(overflowX) && (box.right > edge.right + 2 || box.left < edge.left - 2)) blame('cut off')
      if (canY && hides(overflowY) && (box.bottom > edge.bottom + 4 || box.top < edge.top - 4)) blame('cut off')
      if (scrolls(overflowX)) canX = false
      if (scrolls(overflowY)) canY = false
      if (canY && position === 'fixed' && box.bottom > innerHeight + 2) blame('below the screen')
      if (position === 'fixed') break
    }
    if (canX && (box.right > innerWidth + 1 || box.left < -1)) blame('beside the screen')
  }
  return [...faults]
})()`

/** The faults of the page as it is shown now, each in words; none on a good one. */
export const screenFaults = async (page: Page): Promise<string[]> =>
  (await page.evaluate(findFaults)) as string[]
