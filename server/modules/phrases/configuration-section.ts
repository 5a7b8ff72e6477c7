/**
 * The county's phrases as a section of the configuration. Ids stay out of the file: a phrase is known by its acts and its
 * words, and one that is worded anew is another.
 */
import { z } from 'zod'
import { mostPhrases } from '#domain/phrases/contract.ts'
import { Phrase } from '#domain/phrases/phrase.ts'
import { section } from '#platform/configuration.ts'
import { newId } from '#platform/ids.ts'
import { changePhrases } from './commands/change-phrases.ts'
import { findOwnList, shippedPhrases } from './store.ts'

const { id: _id, ...named } = Phrase.shape
const Phrases = z.strictObject({ phrases: z.array(z.strictObject(named)).max(mostPhrases) })
type Phrases = z.infer<typeof Phrases>
type Named = Phrases['phrases'][number]

/** Two that say the same for the same acts are told apart by their order. */
function keyed({ phrases }: Phrases): Map<string, Named> {
  const entries = new Map<string, Named>()
  for (const it of phrases) {
    const key = `${it.acts.join(' ')} ${it.zh}`
    let own = key
    for (let times = 2; entries.has(own); times++) own = `${key} #${times}`
    entries.set(own, it)
  }
  return entries
}

/** The order is one thing more: were it told of each phrase, one put on top would change them all. */
const entriesOf = (document: Phrases): Map<string, unknown> =>
  new Map<string, unknown>([
    ...keyed(document),
    ['顺序 order', document.phrases.map((it) => it.zh.slice(0, 8)).join('、')],
  ])

export const phraseSection = section<Phrases>({
  name: 'phrases',
  title: { zh: '常用语', en: 'phrases' },
  permission: 'setting.manage',
  schema: Phrases,
  entries: entriesOf,
  missing: 'ended',
  async read({ db, adcode }) {
    const phrases = (await findOwnList(db, adcode))?.phrases ?? shippedPhrases.phrases
    return { phrases: phrases.map(({ id: _, ...it }) => it) }
  },
  async plan(context, _names, document) {
    const own = await findOwnList(context.db, context.adcode)
    const standing = own?.phrases ?? shippedPhrases.phrases
    const before = [...keyed({ phrases: standing.map(({ id: _, ...it }) => it) }).keys()]
    const ids = new Map(before.map((key, index) => [key, standing[index]?.id]))
    const phrases = [...keyed(document)].map(([key, it]) => ({ ...it, id: ids.get(key) ?? newId() }))
    await changePhrases.run(context, { phrases, expectedVersion: own?.version ?? 0 })
  },
})
