/** A delivery for others: a few shapes are written at once, more of them in a thread of its own. */
import { breathing } from '#platform/threads/breathing.ts'
import { inThread } from '#platform/threads/in-thread.ts'
import type { Survey, SurveyFeature } from './survey.ts'
import { type WrittenSurvey, writeDirectly } from './write-directly.ts'
import type { WritingWork } from './write-survey-thread.ts'

export type { WrittenSurvey } from './write-directly.ts'

const mostDirectFeatures = 200

const thread = new URL('./write-survey-thread.ts', import.meta.url)

/** Writes features (in degrees) in a format and a coordinate system; `name` is the file's and the layer's. */
export async function writeSurvey(
  name: string,
  features: readonly SurveyFeature[],
  { format, reference }: Pick<Survey, 'format' | 'reference'>,
): Promise<WrittenSurvey> {
  const form = { format, reference }
  if (features.length <= mostDirectFeatures) return writeDirectly(name, features, form)
  // As text, each by itself: copying a county of corners to a thread in one piece takes a fifth of a second.
  const texts: string[] = []
  for await (const feature of breathing(features)) texts.push(JSON.stringify(feature))
  return inThread<WritingWork, WrittenSurvey>(thread, { name, features: texts, form })
}
