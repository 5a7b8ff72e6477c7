/** The map of a case sheet, drawn when it is asked for by whoever may see the case. */
import type { LocationMap } from '#domain/basemap/location-map.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { showSheetMapEndpoint } from '#domain/cases/sheet-contract.ts'
import type { DrawLocationMap } from '#modules/basemap/index.ts'
import type { HandlerContext, InputOf } from '#platform/http/serve.ts'
import type { QueryContext } from '#platform/query.ts'
import { findVisibleCase } from '../queries/get-case.ts'

type Placed = Pick<CaseRecord, 'point' | 'communityCode' | 'cellCode'>

/** The map around a case; none where it has no position. */
export const drawSheetMap = async (
  drawMap: DrawLocationMap,
  context: QueryContext,
  { point, communityCode, cellCode }: Placed,
): Promise<LocationMap | null> => (point ? drawMap(context, { point, communityCode, cellCode }) : null)

/** Answers with the map; only the browser that asked may keep it, and for a minute. */
export const sendSheetMap =
  (drawMap: DrawLocationMap) =>
  async (
    context: HandlerContext,
    { id }: InputOf<typeof showSheetMapEndpoint>,
  ): Promise<{ map: LocationMap | null }> => {
    const record = await findVisibleCase(context.db, context.actor, id)
    if (!record) throw CaseProblem.unknown({ id })
    const map = await drawSheetMap(drawMap, context, record)
    context.reply.header('cache-control', 'private, max-age=60').header('vary', 'authorization, cookie')
    return { map }
  }
