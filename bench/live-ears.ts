/** Live connections as screens hold them, light enough that one process can hold ten thousand. */
import { get, type IncomingMessage } from 'node:http'

export type Ear = { close(): void }

/** Holds one live connection and hands each whole event to `hear`; resolves when it is open, `onEnd` tells that it broke. */
export const listen = (
  address: string,
  token: string,
  hear: (text: string) => void,
  onEnd: () => void = () => undefined,
): Promise<Ear> =>
  new Promise((resolve, reject) => {
    let isClosed = false
    const request = get(
      `${address}/api/live`,
      { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' }, agent: false },
      (reply: IncomingMessage) => {
        if (reply.statusCode !== 200)
          return reject(new Error(`a live connection was refused: ${reply.statusCode}`))
        let rest = ''
        reply.setEncoding('utf8')
        reply.on('data', (text: string) => {
          // An event may come in pieces; what is whole ends with an empty line.
          rest += text
          const end = rest.lastIndexOf('\n\n')
          if (end < 0) return
          hear(rest.slice(0, end))
          rest = rest.slice(end + 2)
        })
        reply.on('error', () => undefined)
        reply.on('close', () => !isClosed && onEnd())
        resolve({
          close: () => {
            isClosed = true
            reply.destroy()
          },
        })
      },
    )
    request.once('error', reject)
  })

/** The ids of the cases that an event says were opened. */
export const openedIn = (text: string): string[] =>
  [...text.matchAll(/"name":"case\.opened","subjectId":"([0-9a-f-]{36})"/g)].map(([, id = '']) => id)
