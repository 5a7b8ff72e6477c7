/** Changes the county's rules of passwords and of the second factor; they count from the next request on. */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import { type SecuritySettings, shippedSecurity } from '#domain/identity/security-settings.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { changesBetween } from '../changes-between.ts'
import { findOwnSecurity } from '../security-settings.ts'
import { writeSecurity } from '../store.ts'

type Change = SecuritySettings & { readonly expectedVersion: number }

/** Every figure under a name of its own, as the history tells it. */
const told = ({ password, secondFactorPosts }: SecuritySettings) => ({ ...password, secondFactorPosts })

export const changeSecuritySettings: Command<Change, { version: number; changed: object }> = {
  name: 'security-settings.change',
  permission: 'security.manage',
  async run({ db, adcode, write, announce, concerns }, { expectedVersion, ...settings }) {
    const { changeDays, warnDays } = settings.password
    if (changeDays && warnDays >= changeDays) throw SecurityProblem.warnsTooEarly({ changeDays })
    const own = await findOwnSecurity(db, adcode)
    const current = own?.version ?? 0
    if (current !== expectedVersion) throw SecurityProblem.stale({ expected: expectedVersion, current })
    const [id, version] = [own?.id ?? newId(), current + 1]
    concerns(id)
    writeSecurity(write, adcode, { id, version, settings })
    announce({ name: 'security-settings.changed', subjectId: null })
    const before = own?.settings ?? shippedSecurity(false)
    return { version, ...changesBetween(told(before), told(settings)) }
  },
}
