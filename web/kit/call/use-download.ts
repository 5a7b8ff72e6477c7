/** Fetches a file that the server makes on request, and hands it to the browser to be kept. */
import { type Ref, ref } from 'vue'
import type { Endpoint } from '#domain/endpoint.ts'
import { notify } from '../notices.ts'
import { type CallInput, callForFile } from './call.ts'
import { ProblemReply } from './problem-reply.ts'

/** Gives the browser a file as if it came from a link. */
function keep(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Downloads through an endpoint; a refusal is told as a notice. */
export function useDownload<E extends Endpoint>(
  endpoint: E,
): { fetchFile(input: CallInput<E>): Promise<void>; isBusy: Ref<boolean> } {
  const isBusy = ref(false)
  const fetchFile = async (input: CallInput<E>): Promise<void> => {
    if (isBusy.value) return
    isBusy.value = true
    try {
      keep(await callForFile(endpoint, input))
    } catch (error) {
      if (!(error instanceof ProblemReply)) throw error
      notify('problem', error.sentence, { requestId: error.requestId })
    } finally {
      isBusy.value = false
    }
  }
  return { fetchFile, isBusy }
}
