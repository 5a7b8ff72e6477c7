/** Starts the command screen. */
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import '#kit/tokens.css'
import '#kit/ground.css'
import { createLanguage } from '#kit/i18n/language.ts'
import { startTheme } from '#kit/theme.ts'
import App from './app.vue'
import { screenTexts } from './texts.ts'
import './screen.css'

startTheme({ app: 'screen', first: 'dark' })
createApp(App)
  .use(createLanguage(screenTexts))
  .use(VueQueryPlugin, { queryClient: new QueryClient() })
  .mount('#app')
