/** Whether the screens are built. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fault, fine } from '../finding.ts'
import type { Check } from '../patient.ts'

export const screensBuilt: Check = {
  name: 'screens-built',
  run: async ({ screensFolder }) =>
    existsSync(join(screensFolder, 'desk', 'index.html'))
      ? [fine('页面已构建', 'the screens are built')]
      : [
          fault(
            {
              zh: `页面没有构建：${screensFolder} 里没有 desk/index.html。`,
              en: `The screens are not built: ${screensFolder} has no desk/index.html.`,
            },
            {
              zh: '执行 npm run build，或用安装包重新安装。',
              en: 'Run npm run build, or install from the bundle again.',
            },
          ),
        ],
}
