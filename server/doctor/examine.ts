/** Runs every check; one that breaks is a finding too, so that the others are still told. */
import { auditChain } from './checks/audit-chain.ts'
import { backupAge } from './checks/backup-age.ts'
import { certificate } from './checks/certificate.ts'
import { clockSkew } from './checks/clock-skew.ts'
import { databaseRights } from './checks/database-rights.ts'
import { databaseServer } from './checks/database-server.ts'
import { databaseStandby } from './checks/database-standby.ts'
import { diskFree } from './checks/disk-free.ts'
import { failedJobs } from './checks/failed-jobs.ts'
import { folders } from './checks/folders.ts'
import { fonts } from './checks/fonts.ts'
import { keyRing } from './checks/key-ring.ts'
import { memory } from './checks/memory.ts'
import { migrations } from './checks/migrations.ts'
import { nodeVersion } from './checks/node-version.ts'
import { openFiles } from './checks/open-files.ts'
import { relayLag } from './checks/relay-lag.ts'
import { screensBuilt } from './checks/screens-built.ts'
import { settingsFit } from './checks/settings-fit.ts'
import { slowStatements } from './checks/slow-statements.ts'
import { timeZones } from './checks/time-zones.ts'
import { userAccount } from './checks/user-account.ts'
import { type Finding, fault } from './finding.ts'
import type { Check, Patient } from './patient.ts'

/** Every check, in the order in which they are told. */
export const checks: readonly Check[] = [
  settingsFit,
  nodeVersion,
  userAccount,
  screensBuilt,
  folders,
  diskFree,
  memory,
  openFiles,
  timeZones,
  fonts,
  databaseServer,
  databaseStandby,
  databaseRights,
  migrations,
  clockSkew,
  relayLag,
  failedJobs,
  keyRing,
  auditChain,
  backupAge,
  slowStatements,
  certificate,
]

export type NamedFinding = Finding & { readonly check: string }

/** What there is to say of `patient`. */
export async function examine(patient: Patient, which: readonly Check[] = checks): Promise<NamedFinding[]> {
  const found: NamedFinding[] = []
  for (const check of which) {
    const findings = await check.run(patient).catch((error: unknown) => [
      fault(
        {
          zh: `检查 ${check.name} 没有完成：${String(error)}`,
          en: `The check ${check.name} did not end: ${String(error)}`,
        },
        { zh: '先处理其他发现，再检查一次。', en: 'See to the other findings first, then look again.' },
      ),
    ])
    found.push(...findings.map((it) => ({ check: check.name, ...it })))
  }
  return found
}
