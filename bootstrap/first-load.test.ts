/**
 * What an office PC loads before the first queue can be used: the frame of the desk and the page of the queue, with all
 * they import at once. Maps and charts come later, by themselves.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { z } from 'zod'

const mostBytes = 300_000

const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
)

it('is at most 300 kB of JavaScript, gzipped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-size-'))
  try {
    const root = join(import.meta.dirname, '..')
    const configFile = join(root, 'vite.config.ts')
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    // In a process of its own: here the environment is that of tests, and Vue would come with its warnings.
    execFileSync(
      process.execPath,
      [
        vite,
        'build',
        '--config',
        configFile,
        '--logLevel',
        'error',
        '--outDir',
        folder,
        '--emptyOutDir',
        '--manifest',
      ],
      { env: { ...process.env, NODE_ENV: 'production' }, stdio: 'inherit' },
    )
    const text = readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')
    const manifest = Manifest.parse(JSON.parse(text))
    const needed = new Set<string>()
    const need = (name: string): void => {
      const chunk = manifest[name]
      if (!chunk || needed.has(chunk.file)) return
      needed.add(chunk.file)
      chunk.imports.forEach(need)
    }
    const queuePage = Object.keys(manifest).find((it) => it.endsWith('cases/case-list.vue'))
    for (const name of ['desk/index.html', queuePage ?? 'the queue has no page of its own']) {
      expect(manifest, Object.keys(manifest).join('\n')).toHaveProperty([name])
      need(name)
    }
    const sizes = [...needed]
      .filter((file) => file.endsWith('.js'))
      .map((file) => ({ file, bytes: gzipSync(readFileSync(join(folder, file))).length }))
      .sort((a, b) => b.bytes - a.bytes)
    const total = sizes.reduce((sum, it) => sum + it.bytes, 0)
    expect(sizes.length).toBeGreaterThan(1)
    expect(total, sizes.map((it) => `${it.bytes} ${it.file}`).join('\n')).toBeLessThanOrEqual(mostBytes)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
