/**
 * One project for each kind of test. `domain`, `web` and `house` need nothing; `server` and `scenarios` need a
 * database and also run on a second PostgreSQL; `browser` needs Chromium and the built screens.
 */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const globalSetup = ['./server/platform/testing/global-setup.ts']
const browserTests = 'scenarios/**/*.browser.test.ts'

/**
 * Files of one worker share the modules that are loaded once: loading the house anew for each file took half of a run.
 * So no test file may leave anything behind in a module; what it needs of its own is a database, a folder, a clock.
 */
const isolate = false

/** Nothing is timed in a test: these limits only end what hangs, also on a small machine with other work. */
const within = (seconds: number) => ({
  testTimeout: seconds * 1000,
  hookTimeout: seconds * 1000,
  expect: { poll: { timeout: seconds * 500 } },
})

export default defineConfig({
  test: {
    // By default one processor is left to whoever watches; a test waits for the database and the browser half of its time.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'domain',
          include: ['domain/**/*.test.ts', 'standards/**/*.test.ts'],
          isolate,
          ...within(60),
        },
      },
      { plugins: [vue()], test: { name: 'web', include: ['web/**/*.test.ts'], ...within(60) } },
      {
        test: { name: 'house', include: ['{bootstrap,scripts,bench}/**/*.test.ts'], isolate, ...within(120) },
      },
      { test: { name: 'server', include: ['server/**/*.test.ts'], globalSetup, isolate, ...within(120) } },
      {
        test: {
          name: 'scenarios',
          include: ['scenarios/**/*.test.ts'],
          exclude: [browserTests],
          globalSetup,
          isolate,
          ...within(180),
        },
      },
      {
        test: {
          name: 'browser',
          include: [browserTests],
          globalSetup: [...globalSetup, './scenarios/build-screens.ts'],
          isolate,
          ...within(300),
        },
      },
    ],
  },
})
