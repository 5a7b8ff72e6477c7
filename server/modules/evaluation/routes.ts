/** Evaluation over HTTP. */
import { listFigureCasesEndpoint, showBoardEndpoint } from '#domain/evaluation/contract.ts'
import { answer, type Route } from '#platform/http/serve.ts'
import { getBoard } from './queries/get-board.ts'
import { listFigureCases } from './queries/list-figure-cases.ts'

export const evaluationRoutes: readonly Route[] = [
  answer(showBoardEndpoint, getBoard),
  answer(listFigureCasesEndpoint, listFigureCases),
]
