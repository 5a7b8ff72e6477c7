/** Changes the county's settings of cases. Clocks that run keep the limits they started with. */
import type { CaseSettings } from '#domain/cases/settings.ts'
import type { Command } from '#platform/act.ts'

export const changeCaseSettings: Command<CaseSettings, { changed: true }> = {
  name: 'case-settings.change',
  permission: 'setting.manage',
  async run({ adcode, write, announce }, settings) {
    write.upsert('cases.settings', ['adcode'], { adcode, settings, version: 1 })
    announce({ name: 'case-settings.changed', subjectId: null })
    return { changed: true }
  },
}
