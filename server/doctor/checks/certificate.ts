/** Whether the certificate at the address people use is valid, and for how long. Asked only where an address was named. */
import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { type Finding, fault, fine, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

type Seen = { validTo: Date; refusal: string | undefined }

/** Shakes hands with `url` without judging, so that a bad certificate can be told of. */
function look({ hostname, port }: URL): Promise<Seen> {
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        host,
        port: Number(port || 443),
        ...(isIP(host) ? {} : { servername: host }),
        rejectUnauthorized: false,
        timeout: 10_000,
      },
      () => {
        const { valid_to: validTo } = socket.getPeerCertificate()
        const refusal = socket.authorized ? undefined : String(socket.authorizationError)
        socket.end()
        resolve({ validTo: new Date(validTo), refusal })
      },
    )
    socket.on('timeout', () => socket.destroy(new Error('no answer within ten seconds')))
    socket.on('error', reject)
  })
}

const renew = { zh: '更换证书并重载反向代理。', en: 'Renew the certificate and reload the reverse proxy.' }

function judge({ validTo, refusal }: Seen, now: Date): Finding[] {
  const days = Math.floor((validTo.getTime() - now.getTime()) / 86_400_000)
  const until = validTo.toISOString().slice(0, 10)
  if (days < 0)
    return [fault({ zh: `证书已于 ${until} 过期。`, en: `The certificate expired on ${until}.` }, renew)]
  const left = {
    zh: `证书有效期到 ${until}，还剩 ${days} 天。`,
    en: `The certificate is valid until ${until}, for ${days} days.`,
  }
  const found = days < 30 ? [warning(left, renew)] : [fine(left.zh, left.en)]
  if (refusal)
    found.push(
      warning(
        {
          zh: `本机不信任该证书：${refusal}。`,
          en: `This machine does not trust the certificate: ${refusal}.`,
        },
        {
          zh: '使用政务外网信任的机构签发的证书，并带上中间证书。',
          en: 'Use a certificate of an authority that the desks trust, with the certificates between.',
        },
      ),
    )
  return found
}

export const certificate: Check = {
  name: 'certificate',
  run: async ({ publicUrl, machine: { now } }) => {
    if (!publicUrl) return []
    const url = new URL(publicUrl)
    if (url.protocol !== 'https:')
      return [
        warning(
          { zh: `${url.origin} 不是 HTTPS。`, en: `${url.origin} is not HTTPS.` },
          {
            zh: '由反向代理提供 HTTPS（见 deploy/nginx）。',
            en: 'Let a reverse proxy speak HTTPS (see deploy/nginx).',
          },
        ),
      ]
    try {
      return judge(await look(url), now)
    } catch (error) {
      return [
        fault(
          {
            zh: `${url.origin} 连不上：${(error as Error).message}`,
            en: `${url.origin} cannot be reached: ${(error as Error).message}`,
          },
          { zh: '检查反向代理、防火墙与域名。', en: 'Look at the reverse proxy, the firewall and the name.' },
        ),
      ]
    }
  },
}
