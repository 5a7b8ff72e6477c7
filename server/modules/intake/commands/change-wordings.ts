/** Words notices to reporters anew. What was told stays as it was told. */
import type { z } from 'zod'
import type { changeWordingsEndpoint } from '#domain/intake/notice-contract.ts'
import { changedWordings, findWordingsFault } from '#domain/intake/notice-wording.ts'
import { NoticeProblem } from '#domain/intake/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { findWordings } from '../wording-store.ts'

type ChangeWordings = z.output<typeof changeWordingsEndpoint.body>
type Receipt = { version: number; changed: ReturnType<typeof changedWordings> }

export const changeWordings: Command<ChangeWordings, Receipt> = {
  name: 'notice.word',
  permission: 'setting.manage',
  async run({ db, adcode, write, announce, concerns }, { wordings, expectedVersion }) {
    const fault = findWordingsFault(wordings)
    if (fault) throw fault
    const own = await findWordings(db, adcode)
    const current = own?.version ?? 0
    if (current !== expectedVersion) throw NoticeProblem.stale({ expected: expectedVersion, current })
    const [id, version] = [own?.id ?? newId(), current + 1]
    concerns(id)
    if (own) write.update('intake.notice_wordings', { adcode, version: current }, { wordings, version })
    else write.insert('intake.notice_wordings', { adcode, id, wordings, version })
    announce({ name: 'notice.worded', subjectId: null })
    return { version, changed: changedWordings(own?.wordings ?? {}, wordings) }
  },
}
