/** Whether the program runs under an account of its own. */
import { fine, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

export const userAccount: Check = {
  name: 'user-account',
  run: async ({ machine: { userId } }) =>
    userId === 0
      ? [
          warning(
            { zh: '正以 root 身份运行。', en: 'This runs as root.' },
            {
              zh: '请为服务建立专用账户（见 deploy/systemd/jingwei.service 的 User=）。',
              en: 'Give the service an account of its own (User= in deploy/systemd/jingwei.service).',
            },
          ),
        ]
      : [fine('以普通账户运行', 'runs under an ordinary account')],
}
