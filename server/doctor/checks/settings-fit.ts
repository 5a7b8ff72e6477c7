/** Whether the settings fit each other and what the installation is for. */
import { type Finding, fine, note, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

const isLoopback = (host: string): boolean => /^(127\.|localhost$|::1$)/.test(host)

export const settingsFit: Check = {
  name: 'settings-fit',
  run: async ({ config: { values } }) => {
    if (values.JINGWEI_MODE === 'demonstration')
      return [
        note(
          {
            zh: '以演示方式运行，数据都是虚构的。',
            en: 'This runs as a demonstration; all of it is invented.',
          },
          {
            zh: '正式使用请在新的数据目录里设 JINGWEI_MODE=production。',
            en: 'For real records set JINGWEI_MODE=production with a new data folder.',
          },
        ),
      ]
    const found: Finding[] = []
    if (!isLoopback(values.HOST) && !values.JINGWEI_TRUSTED_PROXIES)
      found.push(
        warning(
          {
            zh: `服务在 ${values.HOST} 上直接以 HTTP 对外，口令会在网络上明文传送。`,
            en: `The server speaks plain HTTP on ${values.HOST}: passwords cross the network in the clear.`,
          },
          {
            zh: '设 HOST=127.0.0.1，由反向代理提供 HTTPS，并设 JINGWEI_TRUSTED_PROXIES（见 deploy/nginx）。',
            en: 'Set HOST=127.0.0.1, let a reverse proxy speak HTTPS, and set JINGWEI_TRUSTED_PROXIES (see deploy/nginx).',
          },
        ),
      )
    if (isLoopback(values.HOST) && !values.JINGWEI_TRUSTED_PROXIES)
      found.push(
        warning(
          {
            zh: '没有设置可信代理，所有来访都会显示为本机地址，按地址的限制会误伤所有人。',
            en: 'No proxy is trusted, so that every caller seems to come from this machine and limits by address hit everybody.',
          },
          { zh: '设 JINGWEI_TRUSTED_PROXIES=127.0.0.1。', en: 'Set JINGWEI_TRUSTED_PROXIES=127.0.0.1.' },
        ),
      )
    if (values.JINGWEI_SECURE_COOKIES !== 'always')
      found.push(
        warning(
          { zh: '会话 Cookie 没有要求 HTTPS。', en: 'The session cookie does not demand HTTPS.' },
          { zh: '设 JINGWEI_SECURE_COOKIES=always。', en: 'Set JINGWEI_SECURE_COOKIES=always.' },
        ),
      )
    return found.length ? found : [fine('设置相互吻合', 'the settings fit each other')]
  },
}
