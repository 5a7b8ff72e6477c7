/** Reads and judges a delivery in a thread of its own, and lays what may be taken down for the server to take up. */
import { answerThread } from '#platform/threads/answer-thread.ts'
import { writeSpool } from '#platform/threads/spool.ts'
import { judgeSurvey, type SurveyQuestion, type SurveyTold } from './judge-survey.ts'
import { readDelivery, type SurveyUpload } from './read-survey.ts'

export type SurveyWork = SurveyUpload & { readonly question: SurveyQuestion; readonly to: string }

answerThread(async ({ question, to, ...upload }: SurveyWork): Promise<SurveyTold> => {
  const { told, packs } = judgeSurvey(await readDelivery(upload), question)
  await writeSpool(to, packs)
  return told
})
