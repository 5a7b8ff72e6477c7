/** A delivery as it is judged for an import: a small one at once, a larger one in a thread of its own. */
import { inThread } from '#platform/threads/in-thread.ts'
import { type Spooled, spool } from '#platform/threads/spool.ts'
import { judgeSurvey, type SurveyPack, type SurveyQuestion, type SurveyTold } from './judge-survey.ts'
import { readDelivery, type SurveyUpload } from './read-survey.ts'
import type { Survey } from './survey.ts'
import type { SurveyWork } from './survey-thread.ts'

/** An upload, or what was read of one already. */
export type Delivery = SurveyUpload | Survey

/** Up to here a delivery is compared faster than a thread is started; a zip may unfold to anything. */
const mostDirectBytes = 32_768

const thread = new URL('./survey-thread.ts', import.meta.url)

const isSmall = ({ fileName, bytes }: SurveyUpload): boolean =>
  bytes.length <= mostDirectBytes && !/\.zip$/i.test(fileName)

async function* streamOf<Pack extends SurveyPack>(packs: readonly SurveyPack[]): AsyncIterable<Pack> {
  yield* packs as readonly Pack[]
}

/** Judges a delivery; its packs are of the kind that `question` asks for. */
export async function takeSurvey<Pack extends SurveyPack>(
  delivery: Delivery,
  question: SurveyQuestion,
  signal?: AbortSignal,
): Promise<Spooled<SurveyTold, Pack>> {
  if ('features' in delivery || isSmall(delivery)) {
    const survey = 'features' in delivery ? delivery : await readDelivery(delivery)
    const { told, packs } = judgeSurvey(survey, question)
    return { told, items: streamOf<Pack>(packs), drop: async () => {} }
  }
  return spool((to) => inThread<SurveyWork, SurveyTold>(thread, { ...delivery, question, to }, { signal }))
}
