/** How the signed-in person likes the desk: read once, changed at once here and kept on the server behind it. */
import { computed, type Ref, shallowRef, type WritableComputedRef } from 'vue'
import { listPreferencesEndpoint, putPreferenceEndpoint } from '#domain/identity/preference.ts'
import { call } from '#kit/call/call.ts'
import { ProblemReply } from '#kit/call/problem-reply.ts'
import { notify } from '#kit/notices.ts'

const kept: Ref<Readonly<Record<string, unknown>>> = shallowRef({})
/** Whether they were read; before that nobody can say that something was never chosen. */
const isRead: Ref<boolean> = shallowRef(false)

/** Whether it is known how the person likes the desk. */
export const arePreferencesRead = (): boolean => isRead.value

/** Reads the preferences of whoever signed in; without an answer everything is as delivered. */
export async function readPreferences(): Promise<void> {
  kept.value = {}
  isRead.value = false
  try {
    kept.value = (await call(listPreferencesEndpoint, {})).preferences
    isRead.value = true
  } catch (error) {
    if (!(error instanceof ProblemReply)) throw error
  }
}

/** The preference `name`; `understand` gives its value, or undefined where what is kept is none (any more). */
export function usePreference<T extends object | string | number | boolean>(
  name: string,
  byDefault: T,
  understand: (value: unknown) => T | undefined,
): WritableComputedRef<T> {
  return computed({
    get: () => understand(kept.value[name]) ?? byDefault,
    set: (value) => {
      kept.value = { ...kept.value, [name]: value }
      void call(putPreferenceEndpoint, { params: { name }, body: { value } }).catch((error: unknown) => {
        if (error instanceof ProblemReply) notify('problem', error.sentence, { requestId: error.requestId })
        else throw error
      })
    },
  })
}
