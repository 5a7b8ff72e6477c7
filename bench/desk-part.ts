/**
 * The desk in Chromium: how long a table takes until it can be used on a processor slowed to a quarter, with nothing
 * kept from before; how smoothly a queue of 10,000 cases scrolls; and how soon five screens show a change.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { chromiumPath } from '../scripts/find-chromium.ts'
import { judge, median, ms, percentile, table, whole } from './measure.ts'
import { copyCase, openFiled } from './prepare-cases.ts'
import { type Served, type Stand, serveStand } from './stand.ts'

const queued = 10_000
const loads = 7
const slower = 4
const watchers = 5
const changes = 40

/** Measures all three on screens built for it. */
export async function measureDesk(stand: Stand): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-bench-desk-'))
  await build({
    configFile: join(import.meta.dirname, '../vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder },
  })
  await copyCase(stand, await openFiled(stand), queued, 1)
  await stand.owner.rows('analyze cases.cases')
  const served = await serveStand(stand, folder)
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
  try {
    const rows = [
      await measureLoads(stand, served, browser),
      await measureScroll(stand, served, browser),
      await measureWatchers(stand, served, browser),
    ]
    return `${whole(queued)} cases in the queue, 1366 × 768.\n\n${table(['measured', 'median', 'p95', 'p99', 'aim'], rows)}`
  } finally {
    await browser.close()
    await served.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A browser of somebody who is signed in and has nothing kept. */
async function openContext(served: Served, browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  const { hostname } = new URL(served.address)
  const value = await served.tokenOf('dispatcher')
  await context.addCookies([{ name: 'jingwei_session', value, domain: hostname, path: '/' }])
  return context
}

const firstRow = 'tbody tr:not([aria-hidden]) a'

async function measureLoads(stand: Stand, served: Served, browser: Browser): Promise<string[]> {
  const times: number[] = []
  for (let count = 0; count < loads; count++) {
    const context = await openContext(served, browser)
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    const from = performance.now()
    await page.goto(`${served.address}/desk/queue`, { waitUntil: 'commit' })
    await page.locator(firstRow).first().waitFor()
    // Usable is a table that answers: a key moves the mark, which takes a free main thread.
    await page.keyboard.press('j')
    await page.locator('[data-marked="true"]').first().waitFor()
    times.push(performance.now() - from)
    await context.close()
  }
  return toRow(stand, {
    what: `the queue is usable, processor slowed ${slower} times`,
    values: times,
    most: 2500,
  })
}

/** Scrolls on with every frame for some seconds, and gives the time of each frame. Runs in the browser. */
const scrollOn = `new Promise((resolve) => {
  const page = document.getElementById('page'), times = []
  let last = performance.now(), end = last + 6000
  const step = (now) => {
    times.push(now - last); last = now
    page.scrollTop += 90
    if (now < end) requestAnimationFrame(step); else resolve({ times, top: page.scrollTop })
  }
  requestAnimationFrame(step)
})`

async function measureScroll(stand: Stand, served: Served, browser: Browser): Promise<string[]> {
  const context = await openContext(served, browser)
  const page = await context.newPage()
  await page.goto(`${served.address}/desk/queue`)
  await page.locator(firstRow).first().waitFor()
  const { times, top } = (await page.evaluate(scrollOn)) as { times: number[]; top: number }
  await context.close()
  if (top < 2000) throw new Error(`the queue scrolled only ${top} pixels`)
  const frames = times.slice(1)
  const perSecond = (frames.length * 1000) / frames.reduce((total, it) => total + it, 0)
  judge({
    server: stand.name,
    what: `a queue of ${whole(queued)} scrolls, ${whole(top)} pixels in six seconds`,
    result: `${ms(perSecond)} frames/s`,
    aim: '≥ 50 frames/s',
    isMet: perSecond >= 50,
  })
  return [
    `scrolling, ${whole(top)} pixels in 6 s: ${ms(perSecond)} frames/s; time of a frame`,
    `${ms(median(frames))} ms`,
    `${ms(percentile(frames, 0.95))} ms`,
    `${ms(percentile(frames, 0.99))} ms`,
    '≥ 50 frames/s',
  ]
}

async function measureWatchers(stand: Stand, served: Served, browser: Browser): Promise<string[]> {
  const contexts = await Promise.all(Array.from({ length: watchers }, () => openContext(served, browser)))
  const id = await openFiled(stand)
  const pages: Page[] = []
  for (const context of contexts) {
    const page = await context.newPage()
    await page.goto(`${served.address}/desk/cases/${id}`)
    await page.locator('[data-actions]').waitFor()
    pages.push(page)
  }
  const headers = {
    authorization: `Bearer ${await served.tokenOf('acceptor')}`,
    'content-type': 'application/json',
  }
  const times: number[] = []
  for (let count = 0; count < changes; count++) {
    const words = `第 ${count} 次催办 ${Date.now()}`
    const seen = pages.map((page) => page.getByText(words).first().waitFor())
    const from = performance.now()
    const body = JSON.stringify({ note: words })
    const reply = await fetch(`${served.address}/api/cases/${id}/urge`, { method: 'POST', headers, body })
    if (!reply.ok) throw new Error(await reply.text())
    await Promise.all(
      seen.map(async (it) => {
        await it
        times.push(performance.now() - from)
      }),
    )
  }
  await Promise.all(contexts.map((it) => it.close()))
  return toRow(stand, { what: `${watchers} screens show a change on a case`, values: times, most: 2000 })
}

function toRow(
  { name }: Stand,
  { what, values, most }: { what: string; values: number[]; most: number },
): string[] {
  const [p50, p95, p99] = [median(values), percentile(values, 0.95), percentile(values, 0.99)]
  const aim = `p99 ≤ ${most} ms`
  judge({ server: name, what, result: `median ${ms(p50)}, p99 ${ms(p99)} ms`, aim, isMet: p99 <= most })
  return [what, `${ms(p50)} ms`, `${ms(p95)} ms`, `${ms(p99)} ms`, aim]
}
