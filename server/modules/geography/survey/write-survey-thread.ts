/** Writes a delivery of many shapes in a thread of its own. */
import { answerThread } from '#platform/threads/answer-thread.ts'
import type { Survey, SurveyFeature } from './survey.ts'
import { writeDirectly } from './write-directly.ts'

export type WritingWork = {
  readonly name: string
  /** Each as JSON. */
  readonly features: readonly string[]
  readonly form: Pick<Survey, 'format' | 'reference'>
}

answerThread(({ name, features, form }: WritingWork) =>
  writeDirectly(
    name,
    features.map((it) => JSON.parse(it) as SurveyFeature),
    form,
  ),
)
