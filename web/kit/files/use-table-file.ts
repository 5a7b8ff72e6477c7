/** A table file on its way in: chosen, checked at once, and what was found; a mended file can be chosen again. */
import { ref } from 'vue'

/** `check` asks the server what is wrong with a file, and writes nothing. */
export function useTableFile<Report>(check: (file: File) => Promise<Report>) {
  const file = ref<File>()
  const report = ref<Report>()
  const error = ref<unknown>()
  const isBusy = ref(false)

  /** Runs `work` with the dialog busy; what it throws is shown in the dialog. */
  async function during(work: () => Promise<void>): Promise<void> {
    isBusy.value = true
    error.value = undefined
    try {
      await work()
    } catch (caught) {
      error.value = caught
    } finally {
      isBusy.value = false
    }
  }
  /** Takes `chosen`, or the file of before, and checks it. */
  const choose = (chosen?: File): Promise<void> =>
    during(async () => {
      file.value = chosen ?? file.value
      report.value = undefined
      if (file.value) report.value = await check(file.value)
    })
  return { file, report, error, isBusy, during, choose }
}
