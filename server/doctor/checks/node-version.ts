/** Whether this Node.js is one the program is made for. */
import { fault, fine } from '../finding.ts'
import type { Check } from '../patient.ts'

const oldest = 24

export const nodeVersion: Check = {
  name: 'node-version',
  run: async ({ machine: { nodeVersion: version } }) =>
    Number.parseInt(version.replace(/^v/, ''), 10) >= oldest
      ? [fine(`Node.js ${version}`, `Node.js ${version}`)]
      : [
          fault(
            {
              zh: `Node.js 为 ${version}，需要 ${oldest} 及以上。`,
              en: `Node.js is ${version}; ${oldest} or newer is needed.`,
            },
            {
              zh: '用 bin/jingwei.mjs 或安装包自带的 node 启动，它们使用随包的 Node.js。',
              en: 'Start by bin/jingwei.mjs or by the node of the installation bundle, which bring their own Node.js.',
            },
          ),
        ],
}
