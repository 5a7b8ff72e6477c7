/** Whether the key ring is there, can be read, is closed to others, and how old its keys are. Nothing is made by looking. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '#domain/problem.ts'
import type { Config } from '#platform/config.ts'
import { createSealer, type Sealer } from '#platform/sealing/sealer.ts'
import { configuredKeys } from '../../configured-keys.ts'
import { type Finding, fault, fine, note } from '../finding.ts'
import type { Check } from '../patient.ts'

/** Whether a ring is there, or a setting says where it is; else the next start would make a new one. */
const isPresent = ({ values }: Config): boolean =>
  values.JINGWEI_KEY_COMMAND !== undefined ||
  values.JINGWEI_KEY_RING !== undefined ||
  existsSync(join(values.JINGWEI_DATA, 'secrets', 'key-ring.json'))

/** A sealer by the keys that are there; undefined where there are none that can be read. */
export function openPresentKeys(config: Config): Sealer | undefined {
  if (!isPresent(config)) return undefined
  try {
    return createSealer(configuredKeys(config, new Date(0)))
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

const mostYears = 2
const yearMilliseconds = 365 * 86_400_000

export const keyRing: Check = {
  name: 'key-ring',
  run: async ({ config, database, machine }) => {
    if (!isPresent(config))
      return database && (await hasSealed(database))
        ? [lost(config)]
        : [fine('密钥环将在首次启动时生成', 'the key ring is made at the first start')]
    try {
      const keys = createSealer(configuredKeys(config, machine.now)).listKeys()
      return judge(
        keys.filter((it) => it.state !== 'retired'),
        machine.now,
      )
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return [
        fault(error.sentence, {
          zh: '从另行保管的密钥副本恢复，权限改为 0600；没有它，个人信息打不开。',
          en: 'Bring the ring back from where its copy is kept, with mode 0600; without it personal data cannot be opened.',
        }),
      ]
    }
  },
}

async function hasSealed(database: { rows<Row>(text: string): Promise<Row[]> }): Promise<boolean> {
  const [row] = await database.rows<{ found: boolean }>(
    'select exists (select from platform.audit_blocks) as found',
  )
  return row?.found ?? false
}

const lost = ({ values }: Config): Finding =>
  fault(
    {
      zh: `密钥环不见了（${join(values.JINGWEI_DATA, 'secrets', 'key-ring.json')}），而数据库已经在用。`,
      en: `The key ring is gone (${join(values.JINGWEI_DATA, 'secrets', 'key-ring.json')}), and the database was in use.`,
    },
    {
      zh: '不要启动服务（会生成新的密钥）；先从另行保管的副本恢复。',
      en: 'Do not start the server, which would make a new one; bring the copy back first.',
    },
  )

function judge(keys: readonly { id: string; madeAt: string }[], now: Date): Finding[] {
  const ageOf = (it: { madeAt: string }): number =>
    (now.getTime() - new Date(it.madeAt).getTime()) / yearMilliseconds
  const current = keys.at(-1)
  const found: Finding[] = []
  if (current && ageOf(current) > mostYears)
    found.push(
      note(
        {
          zh: `密钥 ${current.id} 已用 ${ageOf(current).toFixed(1)} 年。`,
          en: `The key ${current.id} has been in use for ${ageOf(current).toFixed(1)} years.`,
        },
        { zh: '用 jingwei keys rotate 更换。', en: 'Change it by jingwei keys rotate.' },
      ),
    )
  if (keys.length > 2)
    found.push(
      note(
        {
          zh: `密钥环中有 ${keys.length} 个未停用的密钥。`,
          en: `${keys.length} keys of the ring are not retired.`,
        },
        {
          zh: 'jingwei keys seal 换新加密后，用 jingwei keys retire 停用旧的。',
          en: 'Seal anew by jingwei keys seal, then retire the old ones by jingwei keys retire.',
        },
      ),
    )
  return found.length ? found : [fine('密钥环可用', 'the key ring is there')]
}
