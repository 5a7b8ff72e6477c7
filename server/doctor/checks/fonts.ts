/** Whether a browser on this machine (the wall of the command screen) would show Chinese. The server needs no letters. */
import { fine, note } from '../finding.ts'
import type { Check } from '../patient.ts'

export const fonts: Check = {
  name: 'fonts',
  run: async ({ machine }) => {
    const families = await machine.chineseFonts()
    if (families === undefined) return []
    return families.length
      ? [fine(`有 ${families.length} 种中文字体`, `${families.length} Chinese fonts`)]
      : [
          note(
            { zh: '本机没有中文字体。', en: 'This machine has no Chinese font.' },
            {
              zh: '只有在本机打开大屏或浏览器时才需要，可安装 fonts-noto-cjk。',
              en: 'It is needed only where a browser or the wall runs here; fonts-noto-cjk brings one.',
            },
          ),
        ]
  },
}
