/** The sentences that people of the simulated county write: our own, from `standards/simulator/texts.json`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { pick } from '#domain/geography/synthetic/chance.ts'
import type { Chance } from './draw.ts'

const Sentences = z.array(z.string()).min(1)
const ByClass = z.record(z.string().regex(/^[cm]\d{5}$/), Sentences)

const SimulatorTexts = z.object({
  /** By class; `{place}` and `{class}` are filled in. */
  description: ByClass,
  anyComponent: Sentences,
  anyMatter: Sentences,
  /** What a description begins with, by source. */
  opening: z.record(z.string(), z.string()),
  placeMarks: Sentences,
  measure: ByClass,
  anyComponentMeasure: Sentences,
  anyMatterMeasure: Sentences,
  /** Notes and reasons, by what they are said about. */
  say: z.record(z.string(), Sentences),
})

const file = join(import.meta.dirname, '..', '..', 'standards', 'simulator', 'texts.json')

/** What is told of a class: its key in the texts, its kind and its name. */
export type ToldClass = { readonly key: string; readonly kind: 'component' | 'matter'; readonly name: string }

export type Texts = {
  describe(chance: Chance, it: ToldClass, source: string, place: string): string
  placeMark(chance: Chance): string
  measure(chance: Chance, it: ToldClass): string
  say(chance: Chance, about: string): string
}

/** The texts that ship. */
export function readTexts(): Texts {
  const texts = SimulatorTexts.parse(JSON.parse(readFileSync(file, 'utf8')))
  return {
    describe: (chance, { key, kind, name }, source, place) => {
      const own = texts.description[key] ?? (kind === 'component' ? texts.anyComponent : texts.anyMatter)
      const sentence = pick(chance, own).replace('{place}', place).replace('{class}', name)
      return (texts.opening[source] ?? '') + sentence
    },
    placeMark: (chance) => pick(chance, texts.placeMarks),
    measure: (chance, { key, kind }) =>
      pick(
        chance,
        texts.measure[key] ?? (kind === 'component' ? texts.anyComponentMeasure : texts.anyMatterMeasure),
      ),
    say: (chance, about) => {
      const sentences = texts.say[about]
      if (!sentences) throw new Error(`the simulated county has no words for ${about}`)
      return pick(chance, sentences)
    },
  }
}
