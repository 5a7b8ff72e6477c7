/** The sections of the configuration in the order in which they are imported: what is named before what names it. */
import { responsibilitySection, settingSection } from '#modules/cases/index.ts'
import { calendarSection, catalogueSection } from '#modules/catalogue/index.ts'
import { organisationSection } from '#modules/identity/index.ts'
import { noticeSection } from '#modules/intake/index.ts'
import { frequencySection, shiftSection } from '#modules/patrol/index.ts'
import { phraseSection } from '#modules/phrases/index.ts'
import type { ConfigurationSection } from '#platform/configuration.ts'

/** Every section; a new one is handed out by its module's door and added here. */
export const configurationSections: readonly ConfigurationSection[] = [
  organisationSection,
  calendarSection,
  catalogueSection,
  settingSection,
  responsibilitySection,
  shiftSection,
  frequencySection,
  phraseSection,
  noticeSection,
]
