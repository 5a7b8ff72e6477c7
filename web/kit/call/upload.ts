/** Sends one file as a multipart form, with progress, which `fetch` cannot tell. */
import type { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { newRequestId } from './call.ts'
import { readProblem, unreachable, unreadable } from './problem-reply.ts'
import { withSessionEnd } from './session-end.ts'

/** Uploads `file` through `endpoint`; `onProgress` hears shares from 0 to 1. Throws a ProblemReply. */
export function upload<E extends Endpoint>(
  endpoint: E,
  file: Blob,
  name: string,
  onProgress: (share: number) => void,
): Promise<z.output<E['reply']>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, endpoint.path)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', newRequestId())
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('error', () => reject(unreachable()))
    request.addEventListener('load', () => {
      const reply = new Response(request.responseText, { status: request.status })
      if (!reply.ok) {
        readProblem(reply).then((it) => reject(withSessionEnd(it)), reject)
        return
      }
      reply
        .json()
        .catch(() => undefined)
        .then((body: unknown) => {
          const parsed = endpoint.reply.safeParse(body)
          if (parsed.success) resolve(parsed.data as z.output<E['reply']>)
          else reject(unreadable(request.status))
        }, reject)
    })
    const form = new FormData()
    form.append('file', file, name)
    request.send(form)
  })
}
