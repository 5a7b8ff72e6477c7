/** Starts the desk. */
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import '#kit/tokens.css'
import '#kit/ground.css'
import { kitMessages } from '#kit/i18n/kit-messages.ts'
import { createLanguage } from '#kit/i18n/language.ts'
import { startTheme } from '#kit/theme.ts'
import App from './app.vue'
import { deskMessages } from './messages.ts'
import { caseListMessages } from './modules/cases/list-messages.ts'
import { caseMapMessages } from './modules/cases/map-messages.ts'
import { casesMessages } from './modules/cases/messages.ts'
import { catalogueMessages } from './modules/catalogue/messages.ts'
import { evaluationMessages } from './modules/evaluation/messages.ts'
import { organisationMessages, peopleMessages } from './modules/identity/admin-messages.ts'
import { identityMessages } from './modules/identity/messages.ts'
import { intakeMessages } from './modules/intake/messages.ts'
import { createDeskRouter } from './router.ts'
import '#kit/element-theme.css'

startTheme()
createApp(App)
  .use(
    createLanguage([
      kitMessages,
      deskMessages,
      identityMessages,
      peopleMessages,
      organisationMessages,
      caseMapMessages,
      casesMessages,
      caseListMessages,
      intakeMessages,
      catalogueMessages,
      evaluationMessages,
    ]),
  )
  .use(VueQueryPlugin, {
    queryClient: new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: true } } }),
  })
  .use(createDeskRouter())
  .mount('#app')
