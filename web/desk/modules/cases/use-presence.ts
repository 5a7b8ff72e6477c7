/** Says that somebody is at a case and learns who else is; where the network is away, nobody is shown. */
import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import {
  type CasePresence,
  presenceBeatSeconds,
  tellPresenceEndpoint,
} from '#domain/cases/presence-contract.ts'
import { call } from '#kit/call/call.ts'
import { ProblemReply } from '#kit/call/problem-reply.ts'
import { useLive } from '#kit/live.ts'

/** The case that an action is being filled in for, in this window. */
export const actingOn: Ref<string | undefined> = ref()

/** The others at the case `id`, for as long as the component lives. */
export function usePresence(id: string): Readonly<Ref<readonly CasePresence[]>> {
  const others = shallowRef<readonly CasePresence[]>([])
  const say = async (doing: 'looking' | 'acting' | 'gone'): Promise<void> => {
    try {
      others.value = (
        await call(
          tellPresenceEndpoint,
          { params: { id }, body: { doing } },
          { outlivesPage: doing === 'gone' },
        )
      ).others
    } catch (error) {
      if (!(error instanceof ProblemReply)) throw error
      others.value = []
    }
  }
  const sayAgain = (): void => void say(actingOn.value === id ? 'acting' : 'looking')
  watch(() => actingOn.value === id, sayAgain, { immediate: true })
  const beat = setInterval(sayAgain, presenceBeatSeconds * 1000)
  useLive((announcements) => {
    if (announcements.some((it) => it.name === 'case-presence.changed' && it.subjectId === id)) sayAgain()
  }, sayAgain)
  const leave = (): void => void say('gone')
  window.addEventListener('pagehide', leave)
  onScopeDispose(() => {
    clearInterval(beat)
    window.removeEventListener('pagehide', leave)
    leave()
  })
  return others
}
