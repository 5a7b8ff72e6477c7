/** Whether help is shown beside the page; remembered on this machine, so that a newcomer keeps it open. */
import { type Ref, ref, watch } from 'vue'

const place = 'jingwei.help'
const isOpen = ref(localStorage.getItem(place) === 'open')
watch(isOpen, (it) => localStorage.setItem(place, it ? 'open' : 'closed'))

/** The switch of help. */
export const useHelp = (): Ref<boolean> => isOpen
