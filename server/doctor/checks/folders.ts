/** Whether each folder of the data folder can be written by this account. */
import { randomUUID } from 'node:crypto'
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, fault, fine, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

/** Made when first needed, so that a missing one is no fault; the data folder itself must be there. */
const parts = ['photos', 'exports', 'basemaps', 'observed', 'secrets', 'backups']

async function findReason(folder: string): Promise<string | undefined> {
  const probe = join(folder, `.doctor-${randomUUID()}`)
  try {
    await writeFile(probe, 'x')
    await rm(probe)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

async function lookAt(folder: string, mustExist: boolean): Promise<Finding[]> {
  const found = await stat(folder).catch(() => undefined)
  if (!found && !mustExist) return []
  const reason = found ? await findReason(folder) : 'ENOENT'
  if (!reason) return []
  return [
    fault(
      {
        zh: `目录 ${folder} 不能写入：${reason}。`,
        en: `The folder ${folder} cannot be written: ${reason}.`,
      },
      {
        zh: '把该目录的所有者改为运行服务的账户，并检查磁盘是否只读。',
        en: 'Make the account of the service its owner, and see whether the disk is read-only.',
      },
    ),
  ]
}

async function lookAtRights(folder: string): Promise<Finding[]> {
  const found = await stat(folder).catch(() => undefined)
  if (!found || process.platform === 'win32' || (found.mode & 0o007) === 0) return []
  return [
    warning(
      {
        zh: `目录 ${folder} 对本机所有账户开放。`,
        en: `The folder ${folder} is open to every account of this machine.`,
      },
      { zh: `执行 chmod o-rwx ${folder}。`, en: `Run chmod o-rwx ${folder}.` },
    ),
  ]
}

export const folders: Check = {
  name: 'folders',
  run: async ({ config }) => {
    const data = config.values.JINGWEI_DATA
    const found = [
      ...(await lookAt(data, true)),
      ...(await Promise.all(parts.map((it) => lookAt(join(data, it), false)))).flat(),
      ...(await lookAtRights(join(data, 'secrets'))),
    ]
    return found.length ? found : [fine(`${data} 可写`, `${data} can be written`)]
  },
}
