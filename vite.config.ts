/**
 * Builds the screens into `dist/`, a folder an app with its page: the desk under `/desk/`, the command screen under
 * `/screen/`. What they share is built once. In development the API is proxied.
 */
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const api = process.env['JINGWEI_API'] ?? 'http://127.0.0.1:8080'
const apps = ['desk', 'screen']

/** In development every page of an app is its one page, as the server does it. */
const pagesOfApps: Plugin = {
  name: 'pages-of-apps',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      const app = /^\/(\w+)(\/|\?|$)/.exec(request.url ?? '')?.[1] ?? ''
      const isPage = (request.headers.accept ?? '').includes('text/html')
      if (isPage && apps.includes(app)) request.url = `/${app}/index.html`
      next()
    })
  },
}

export default defineConfig({
  root: resolve(here, 'web'),
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'search' } } }),
    pagesOfApps,
  ],
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    // The oldest kernel of Chromium that the screens are made for (September 2023); docs/operations.md states it.
    target: 'chrome117',
    cssTarget: 'chrome117',
    outDir: resolve(here, 'dist'),
    // Below a folder that the server serves already, so that the apps share what is loaded.
    assetsDir: 'desk/assets',
    emptyOutDir: true,
    rolldownOptions: { input: apps.map((it) => resolve(here, 'web', it, 'index.html')) },
    // The map is one library of about 1 MB that is loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: true } } },
})
