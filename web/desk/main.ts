/** Starts the desk. */
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import '#kit/tokens.css'
import '#kit/ground.css'
import { createLanguage } from '#kit/i18n/language.ts'
import { startTheme } from '#kit/theme.ts'
import App from './app.vue'
import { createDeskRouter } from './router.ts'
import { deskTexts } from './texts.ts'
import '#kit/element-theme.css'

startTheme()
createApp(App)
  .use(createLanguage(deskTexts))
  .use(VueQueryPlugin, {
    queryClient: new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: true } } }),
  })
  .use(createDeskRouter())
  .mount('#app')
