/**
 * `npm run dev`: the server on port 8080 (or PORT), started again when a file of it changes, and Vite on port
 * 5173, which serves the screens from their sources and passes /api on to the server.
 */
import { spawn } from 'node:child_process'
import { installPackages } from './install.mjs'
import { findNode } from './node.mjs'
import { command, root } from './processes.mjs'

command(async () => {
  await installPackages()
  const node = findNode()
  const env = { ...process.env, JINGWEI_API: `http://127.0.0.1:${process.env.PORT ?? 8080}` }
  const programs = [
    ['--watch-path=server', '--watch-path=domain', '--watch-path=standards', 'server/main.ts', 'start'],
    ['node_modules/vite/bin/vite.js'],
  ].map((args) => spawn(node, args, { cwd: root, env, stdio: 'inherit' }))
  const stop = () => {
    for (const program of programs) program.kill('SIGTERM')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  const codes = programs.map(
    (program) => new Promise((resolve) => program.once('exit', (code) => resolve(code ?? 0))),
  )
  const first = await Promise.race(codes)
  stop()
  await Promise.all(codes)
  return first
})
