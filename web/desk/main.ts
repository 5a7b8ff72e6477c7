/** Starts the desk. */
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import '#kit/tokens.css'
import '#kit/ground.css'
import { watchAttendance } from '#kit/call/attendance.ts'
import { createLanguage, readTexts } from '#kit/i18n/language.ts'
import { startTheme } from '#kit/theme.ts'
import App from './app.vue'
import { createDeskRouter } from './router.ts'
import { firstTexts } from './texts.ts'
import '#kit/element-theme.css'

startTheme()
watchAttendance(document)
const router = createDeskRouter()
createApp(App)
  .use(createLanguage(firstTexts, async () => (await import('./later-texts.ts')).laterTexts))
  .use(VueQueryPlugin, {
    queryClient: new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: true } } }),
  })
  .use(router)
  .mount('#app')
// Once the first page stands, so that the next one has not to wait; whoever is offline then asks again later.
void router.isReady().then(() => readTexts().catch(() => undefined))
