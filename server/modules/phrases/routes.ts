/** Phrases over HTTP. */
import {
  changePhrasesEndpoint,
  dropPhraseEndpoint,
  keepPhraseEndpoint,
  listPhrasesEndpoint,
  showPhraseHistoryEndpoint,
} from '#domain/phrases/contract.ts'
import { answer, type Route, serve } from '#platform/http/serve.ts'
import { changePhrases } from './commands/change-phrases.ts'
import { dropPhrase } from './commands/drop-phrase.ts'
import { keepPhrase } from './commands/keep-phrase.ts'
import { listPhraseHistory, listPhrases } from './queries/list-phrases.ts'

export const phraseRoutes: readonly Route[] = [
  answer(listPhrasesEndpoint, listPhrases),
  answer(showPhraseHistoryEndpoint, listPhraseHistory),
  serve(changePhrasesEndpoint, changePhrases),
  serve(keepPhraseEndpoint, keepPhrase),
  serve(dropPhraseEndpoint, dropPhrase),
]
