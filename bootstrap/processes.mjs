/** Starting other programs: in the foreground with signals and exit code passed on, or quietly with a pulse. */
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Says one line of what is being done, on standard error: standard output belongs to what is started. */
export const say = (line) => process.stderr.write(`${line}\n`)

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

/**
 * Runs `command` as if it were this process: same terminal, signals passed on. Resolves to its exit code,
 * which is 128 + the signal's number where a signal ended it.
 */
export function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    const forward = (signal) => child.kill(signal)
    for (const signal of signals) process.on(signal, forward)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const each of signals) process.off(each, forward)
      resolve(code ?? 128 + (numbers[signal] ?? 1))
    })
  })
}

/**
 * Runs `command` without showing what it prints, and says every ten seconds that it is still at work; where it
 * fails, throws with the last lines it printed.
 */
export async function runQuietly(what, command, args, options = {}) {
  const begun = Date.now()
  const seconds = () => Math.round((Date.now() - begun) / 1000)
  say(`${what} …`)
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const lines = []
  let last = ''
  const keep = (chunk) => {
    const said = String(chunk).split('\n').filter(Boolean)
    last = said.at(-1) ?? last
    lines.push(...said.filter((line) => !/^npm (http|warn EBADENGINE)/.test(line)))
    lines.splice(0, lines.length - 40)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const stop = (signal) => {
    child.kill(signal)
    process.exit(128 + numbers[signal])
  }
  for (const signal of signals) process.once(signal, stop)
  const pulse = setInterval(() => say(`  … ${seconds()} s  ${last.slice(0, 90)}`), 10_000)
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => {
    clearInterval(pulse)
    for (const signal of signals) process.off(signal, stop)
  })
  if (code !== 0) throw new Error(`${what}: failed with exit code ${code}.\n${lines.join('\n')}`)
  say(`  done in ${seconds()} s`)
}

/** Runs `main`, turns a thrown sentence into one line and an exit code. */
export function command(main) {
  main().then(
    (code) => {
      process.exitCode = code
    },
    (error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    },
  )
}
