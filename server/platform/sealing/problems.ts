/** What can go wrong with sealed data and the keys that open it. */
import { defineProblem } from '#domain/problem.ts'

export const SealingProblem = {
  damaged: defineProblem<{ context: string }>('sealing.damaged', 'conflict', ({ context }) => ({
    zh: `加密数据（${context}）已损坏，或不属于这个位置，无法打开。`,
    en: `The sealed data (${context}) is damaged or does not belong here; it cannot be opened.`,
  })),
  keyUnknown: defineProblem<{ keyId: string }>('sealing.key-unknown', 'unavailable', ({ keyId }) => ({
    zh: `密钥环中没有密钥 ${keyId}，无法打开用它加密的数据；请恢复含有该密钥的密钥环文件。`,
    en: `The key ring has no key ${keyId}, so what it sealed cannot be opened; bring back the key ring file that holds it.`,
  })),
  keyIsCurrent: defineProblem<{ keyId: string }>('sealing.key-is-current', 'conflict', ({ keyId }) => ({
    zh: `密钥 ${keyId} 正在使用，不能停用；请先轮换密钥。`,
    en: `The key ${keyId} is the one that seals; make another first.`,
  })),
  keyInUse: defineProblem<{ keyId: string; count: number }>(
    'sealing.key-in-use',
    'conflict',
    ({ keyId, count }) => ({
      zh: `还有 ${count} 处数据由密钥 ${keyId} 加密，不能停用；请先运行 jingwei keys seal。`,
      en: `The key ${keyId} still seals ${count} texts; run jingwei keys seal first.`,
    }),
  ),
  ringUnreadable: defineProblem<{ place: string; reason: string }>(
    'sealing.ring-unreadable',
    'unavailable',
    ({ place, reason }) => ({
      zh: `无法读取密钥环 ${place}：${reason}`,
      en: `The key ring ${place} cannot be read: ${reason}`,
    }),
  ),
  ringOpenToOthers: defineProblem<{ place: string }>(
    'sealing.ring-open-to-others',
    'unavailable',
    ({ place }) => ({
      zh: `密钥环文件 ${place} 可被其他账号读取；请将其权限改为 600。`,
      en: `Other accounts may read the key ring file ${place}; set its mode to 600.`,
    }),
  ),
  ringUnwritable: defineProblem<{ place: string; reason: string }>(
    'sealing.ring-unwritable',
    'conflict',
    ({ place, reason }) => ({
      zh: `不能改写密钥环 ${place}（${reason}）；请在提供它的地方更换密钥。`,
      en: `The key ring ${place} cannot be written (${reason}); change its keys where it comes from.`,
    }),
  ),
}
