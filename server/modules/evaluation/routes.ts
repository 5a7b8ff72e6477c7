/** Evaluation over HTTP. */
import { listFigureCasesEndpoint, showBoardEndpoint } from '#domain/evaluation/contract.ts'
import { listInnerFigureOrdersEndpoint, showInnerBoardEndpoint } from '#domain/evaluation/inner-contract.ts'
import { answer, type Route } from '#platform/http/serve.ts'
import { getBoard } from './queries/get-board.ts'
import { getInnerBoard } from './queries/get-inner-board.ts'
import { listFigureCases } from './queries/list-figure-cases.ts'
import { listInnerFigureOrders } from './queries/list-inner-figure-orders.ts'

export const evaluationRoutes: readonly Route[] = [
  answer(showBoardEndpoint, getBoard),
  answer(listFigureCasesEndpoint, listFigureCases),
  answer(showInnerBoardEndpoint, getInnerBoard),
  answer(listInnerFigureOrdersEndpoint, listInnerFigureOrders),
]
