/** Whether enough files may be open at once: every live screen holds a connection, and each is one. */
import { fine, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

const least = 16_384

export const openFiles: Check = {
  name: 'open-files',
  run: async ({ machine: { openFiles: limit } }) => {
    if (limit === undefined) return []
    return limit >= least
      ? [fine(`可同时打开 ${limit} 个文件`, `${limit} files may be open at once`)]
      : [
          warning(
            {
              zh: `只允许同时打开 ${limit} 个文件，每个在线屏幕占用一个连接，建议 ${least} 以上。`,
              en: `Only ${limit} files may be open at once; every live screen takes one, ${least} or more are advised.`,
            },
            {
              zh: '在 systemd 单元里设置 LimitNOFILE，或用 ulimit -n 提高。',
              en: 'Set LimitNOFILE in the systemd unit, or raise it by ulimit -n.',
            },
          ),
        ]
  },
}
