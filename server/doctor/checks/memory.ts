/** Whether there is memory enough for server, database and a large file at once. */
import { fine, warning } from '../finding.ts'
import type { Check } from '../patient.ts'

const gigabyte = 2 ** 30
/** What the county of the measurements needs with room to spare. */
const leastGigabytes = 3.5

export const memory: Check = {
  name: 'memory',
  run: async ({ machine: { memoryBytes } }) => {
    const has = (memoryBytes / gigabyte).toFixed(1)
    return memoryBytes >= leastGigabytes * gigabyte
      ? [fine(`内存 ${has} GB`, `${has} GB of memory`)]
      : [
          warning(
            {
              zh: `内存只有 ${has} GB，建议 4 GB 以上。`,
              en: `There are ${has} GB of memory; 4 GB or more are advised.`,
            },
            {
              zh: '增加内存，或提高容器的内存上限。',
              en: 'Add memory, or raise the limit of the container.',
            },
          ),
        ]
  },
}
