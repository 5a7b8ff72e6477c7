/** A text that is searched for as it is typed: it counts once the typing rests, and follows where it changes elsewhere. */
import { onScopeDispose, type Ref, ref, watch } from 'vue'

const restMilliseconds = 300

export type TypedText = {
  /** What stands in the field. */
  readonly typed: Ref<string>
  /** To be called with every change of the field. */
  type(): void
}

/** Puts what is typed into `text`, which may live in the address. */
export function useTypedText(text: Ref<string>): TypedText {
  const typed = ref(text.value)
  watch(text, (now) => {
    typed.value = now
  })
  let timer = 0
  onScopeDispose(() => window.clearTimeout(timer))
  return {
    typed,
    type() {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => {
        text.value = typed.value.trim()
      }, restMilliseconds)
    },
  }
}
