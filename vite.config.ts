/** Builds the desk into `dist/desk`, which the server serves under `/desk/`; in development the API is proxied. */
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const here = import.meta.dirname
const api = process.env['JINGWEI_API'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: resolve(here, 'web/desk'),
  base: '/desk/',
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    outDir: resolve(here, 'dist/desk'),
    emptyOutDir: true,
    // The map is one library of about 1 MB that is loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: true } } },
})
