/**
 * Takes a picture of every screen of the demonstration county into `docs/screens/`, and writes the page that shows them.
 * It starts the product by itself in a folder of its own: `npm run screens`, or `npm run screens -- --only queue,map` for
 * some; with `--address` a product that runs already is pictured.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { dialogs } from './dialogs.ts'
import { chromiumPath } from './find-chromium.ts'
import { type DemonstrationAccount as Account, type Screen, screens } from './screens.ts'
import { root } from './source-files.ts'

const folder = join(root, 'docs', 'screens')

/** A port that nobody listens on. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Waits until the product says that it is ready. */
async function untilReady(address: string): Promise<void> {
  for (let second = 0; second < 600; second += 1) {
    const isReady = await fetch(`${address}/readyz`).then(
      (it) => it.ok,
      () => false,
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  throw new Error('the product did not become ready within ten minutes')
}

async function picture(browser: Browser, address: string, it: Screen, account: Account): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: it.width ?? 1366, height: it.height ?? 768 },
    locale: it.isEnglish ? 'en' : 'zh-CN',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  try {
    await takeOne(page, address, it, account)
  } finally {
    await context.close()
  }
}

async function takeOne(page: Page, address: string, it: Screen, account: Account): Promise<void> {
  await page.addInitScript(`localStorage.setItem('jingwei.language', '${it.isEnglish ? 'en' : 'zh-CN'}')`)
  if (it.isDark) await page.addInitScript(`localStorage.setItem('jingwei.theme', 'dark')`)
  await page.goto(`${address}/desk/`)
  await page.locator('input[name=username]').fill(account.username)
  await page.locator('input[name=password]').fill(account.password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
  // Newcomers are offered a look around; a picture shows the desk of somebody who has had it.
  await page.evaluate(
    `fetch('/api/preferences/desk.tour', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"value":1}' })`,
  )
  await page.goto(`${address}${it.path}`)
  await page.locator('main').first().waitFor()
  await page.locator('.loading').first().waitFor({ state: 'detached' })
  await it.prepare?.(page, account)
  await page.locator('.loading').first().waitFor({ state: 'detached' })
  // A map says over itself that it is being opened.
  await page.locator('figure.map .blank').first().waitFor({ state: 'detached' })
  // Tiles and charts are drawn after the page is there.
  await page.waitForTimeout(2500)
  const image = await sharp(await page.screenshot())
    .png({ palette: true, quality: 90 })
    .toBuffer()
  writeFileSync(join(folder, `${it.name}.png`), image)
}

const section = (title: string, shown: readonly Screen[]): string[] => [
  `# ${title}\n`,
  ...shown.map(
    (it) => `## ${it.zh} ${it.en}\n\n\`${it.path}\`, ${it.account}\n\n![${it.zh} ${it.en}](${it.name}.png)\n`,
  ),
]

/** The page that shows them all. */
function writePage(): void {
  const head =
    'Taken from the demonstration county by `npm run screens`; every case, person, unit and border in them is made up.\n'
  const [title, ...pages] = section('Screens 界面', screens)
  const text = [title, head, ...pages, ...section('Dialogs and panels 对话框与面板', dialogs)]
  writeFileSync(join(folder, 'README.md'), text.join('\n'))
}

type Product = { readonly address: string; readonly data: string }

/** Starts the product in a folder of its own, works in it, and takes both away again. */
async function withProduct(work: (product: Product) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'jingwei-screens-'))
  const port = await freePort()
  const env = { ...process.env, JINGWEI_DATA: data, PORT: String(port) }
  const product = spawn(process.execPath, [join(root, 'bootstrap', 'start.mjs')], { env, stdio: 'inherit' })
  try {
    const address = `http://127.0.0.1:${port}`
    await untilReady(address)
    await work({ address, data })
  } finally {
    product.kill('SIGTERM')
    await new Promise((resolve) => product.once('exit', resolve))
    rmSync(data, { recursive: true, force: true })
  }
}

function readAccounts(data: string): Map<string, Account> {
  const told = execFileSync(
    process.execPath,
    [join(root, 'bin', 'jingwei.mjs'), 'demo', 'accounts', '--json'],
    { env: { ...process.env, JINGWEI_DATA: data }, encoding: 'utf8' },
  )
  return new Map((JSON.parse(told) as Account[]).map((it) => [it.username, it]))
}

/** Takes one after the other; one that cannot be taken is told at the end and keeps nobody from the others. */
async function takeAll(wanted: readonly Screen[], { address, data }: Product): Promise<string[]> {
  const accounts = readAccounts(data)
  mkdirSync(folder, { recursive: true })
  const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
  const browser = await chromium.launch({ executablePath: chromiumPath, args })
  const missing: string[] = []
  for (const [index, it] of wanted.entries()) {
    process.stdout.write(`${index + 1} / ${wanted.length}  ${it.name}\n`)
    const account = accounts.get(it.account)
    if (!account) throw new Error(`there is no demonstration account ${it.account}`)
    await picture(browser, address, it, account).catch((fault: unknown) => {
      missing.push(it.name)
      process.stderr.write(`  ${it.name} was not taken: ${String(fault).split('\n', 3).join(' ')}\n`)
    })
  }
  await browser.close()
  return missing
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { address: { type: 'string' }, only: { type: 'string', multiple: true, default: [] } },
  })
  const names = [...positionals, ...values.only.flatMap((it) => it.split(','))]
  const all = [...screens, ...dialogs]
  const unknown = names.filter((name) => all.every((it) => it.name !== name))
  if (unknown.length) throw new Error(`there is no picture called ${unknown.join(', ')}`)
  const wanted = all.filter((it) => !names.length || names.includes(it.name))
  const missing: string[] = []
  const take = async (product: Product): Promise<void> => {
    missing.push(...(await takeAll(wanted, product)))
  }
  // A product that runs already is taken as it is, with its data in JINGWEI_DATA.
  if (values.address) await take({ address: values.address, data: process.env['JINGWEI_DATA'] ?? 'data' })
  else await withProduct(take)
  writePage()
  if (missing.length) {
    process.stderr.write(`${missing.length} not taken: ${missing.join(', ')}\n`)
    process.exitCode = 1
  }
}

await main()
