/**
 * One project for each kind of test. `domain`, `web` and `house` need nothing; `server` and `scenarios` need a
 * database and also run on a second PostgreSQL; `browser` needs Chromium and the built screens.
 */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const globalSetup = ['./server/platform/testing/global-setup.ts']
const browserTests = 'scenarios/**/*.browser.test.ts'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'domain', include: ['domain/**/*.test.ts', 'standards/**/*.test.ts'] } },
      { plugins: [vue()], test: { name: 'web', include: ['web/**/*.test.ts'] } },
      {
        test: { name: 'house', include: ['{bootstrap,scripts,bench}/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: { name: 'server', include: ['server/**/*.test.ts'], globalSetup, testTimeout: 30_000 },
      },
      {
        test: {
          name: 'scenarios',
          include: ['scenarios/**/*.test.ts'],
          exclude: [browserTests],
          globalSetup,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: [browserTests],
          globalSetup,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
