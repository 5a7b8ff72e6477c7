/** Whether the audit is linked, sealed and proved. */
import { findProofState } from '#modules/audit/index.ts'
import { readChainState } from '#platform/audit/chain-state.ts'
import type { Database } from '#platform/database/database.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'
import { sealPlaces } from '../../configured-house.ts'
import { type Finding, fault, fine, note, warning } from '../finding.ts'
import { checkOfDatabase, type Patient } from '../patient.ts'
import { openPresentKeys } from './key-ring.ts'

const mostLagSeconds = 300
/** A running server seals each hour. */
const mostUnsealedHours = 3
const mostUnprovedDays = 32

const runs = {
  zh: '确认服务在运行，在日志里找 “audit”；jingwei audit seal 立即封存。',
  en: 'See that the server runs and look for “audit” in its log; jingwei audit seal seals now.',
}

export const auditChain = checkOfDatabase('audit-chain', async (database, patient) => {
  const found = [...(await lookAtChain(database, patient)), ...lookAtPlaces(patient)]
  return found.length ? found : [fine('审计链已链接、封存并验证', 'the audit is linked, sealed and proved')]
})

/** Without a key no signature can be proved; the check of the key ring tells why. */
const noSigner: Pick<Sealer, 'sign' | 'isSignatureOf'> = {
  sign: () => '',
  isSignatureOf: () => false,
}

async function lookAtChain(database: Database, { config, machine }: Patient): Promise<Finding[]> {
  const { end, lastSeal, waiting, waitingSeconds } = await readChainState(database, {
    places: sealPlaces(config.values),
    signer: openPresentKeys(config) ?? noSigner,
    now: machine.now,
  })
  const found: Finding[] = []
  if (waitingSeconds > mostLagSeconds)
    found.push(
      fault(
        {
          zh: `${waiting} 条审计记录没有入链，最早的已等 ${Math.round(waitingSeconds)} 秒。`,
          en: `${waiting} lines of the audit were not linked, the oldest for ${Math.round(waitingSeconds)} s.`,
        },
        runs,
      ),
    )
  if (!end) return found
  found.push(...lookAtProof(await findProofState(database)))
  const unsealed = end.lines - (lastSeal?.position ?? 0)
  const hours = (machine.now.getTime() - new Date(lastSeal?.at ?? end.madeAt).getTime()) / 3_600_000
  if (unsealed > 0 && hours > mostUnsealedHours)
    found.push(
      warning(
        lastSeal
          ? {
              zh: `${unsealed} 条审计记录没有封存，上次封存在 ${Math.round(hours)} 小时之前。`,
              en: `${unsealed} lines of the audit are not sealed; the last seal is ${Math.round(hours)} hours old.`,
            }
          : {
              zh: '找不到可用的封存记录：尾部是否完整无从证明。',
              en: 'No seal that holds was found: that the tail of the audit is whole cannot be proved.',
            },
        runs,
      ),
    )
  return found
}

function lookAtProof(proof: { seconds: number; faults: number } | undefined): Finding[] {
  if (proof?.faults)
    return [
      fault(
        {
          zh: `上次验证审计链发现 ${proof.faults} 处问题。`,
          en: `The last proof of the audit found ${proof.faults} faults.`,
        },
        {
          zh: '什么也不要改，保留现场，通知安全管理员；jingwei verify 逐条列出。',
          en: 'Change nothing, keep the machine as it is, tell the security administrator; jingwei verify names each.',
        },
      ),
    ]
  const days = proof ? proof.seconds / 86_400 : undefined
  if (days !== undefined && days <= mostUnprovedDays) return []
  return [
    note(
      days === undefined
        ? { zh: '审计链还没有在桌面上验证过。', en: 'The audit was never proved at the desk.' }
        : {
            zh: `审计链 ${Math.round(days)} 天没有验证。`,
            en: `The audit was not proved for ${Math.round(days)} days.`,
          },
      {
        zh: '请审计管理员在“审计记录”页验证，每月至少一次。',
        en: 'Ask the audit administrator to prove it on the page of the audit, once a month at least.',
      },
    ),
  ]
}

function lookAtPlaces({ config }: Patient): Finding[] {
  const { JINGWEI_MODE, JINGWEI_AUDIT_FOLDER } = config.values
  if (JINGWEI_MODE === 'demonstration' || JINGWEI_AUDIT_FOLDER) return []
  return [
    note(
      { zh: '审计封存只存在本机。', en: 'Seals of the audit lie on this machine alone.' },
      {
        zh: '设 JINGWEI_AUDIT_FOLDER 为另一台机器上的目录。',
        en: 'Set JINGWEI_AUDIT_FOLDER to a folder of another machine.',
      },
    ),
  ]
}
