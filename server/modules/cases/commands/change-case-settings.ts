/** Changes the county's settings of cases. Clocks that run keep the limits they started with. */
import type { z } from 'zod'
import type { changeCaseSettingsEndpoint } from '#domain/cases/settings-contract.ts'
import { CaseSettingsProblem } from '#domain/cases/settings-problems.ts'
import { changedSettings, findSettingsFault, type SettingChanges } from '#domain/cases/settings-rules.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { findOwnSettings, shippedSettings } from '../case-settings.ts'

type ChangeSettings = z.output<typeof changeCaseSettingsEndpoint.body>

export const changeCaseSettings: Command<ChangeSettings, { version: number; changed: SettingChanges }> = {
  name: 'case-settings.change',
  permission: 'setting.manage',
  async run({ db, adcode, write, announce, concerns }, { expectedVersion, ...settings }) {
    const fault = findSettingsFault(settings)
    if (fault) throw fault
    const own = await findOwnSettings(db, adcode)
    const current = own?.version ?? 0
    if (current !== expectedVersion) throw CaseSettingsProblem.stale({ expected: expectedVersion, current })
    const [id, version] = [own?.id ?? newId(), current + 1]
    concerns(id)
    if (own) write.update('cases.settings', { adcode, version: current }, { settings, version })
    else write.insert('cases.settings', { adcode, id, settings, version })
    announce({ name: 'case-settings.changed', subjectId: null })
    return { version, changed: changedSettings(own?.settings ?? shippedSettings, settings) }
  },
}
