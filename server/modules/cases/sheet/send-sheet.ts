/** The sheet of a case as a Word file: first the act that logs who takes it, then the file, which is kept nowhere. */
import { toCaseSheet } from '#domain/cases/case-sheet.ts'
import type { takeSheetEndpoint } from '#domain/cases/sheet-contract.ts'
import { sheetWords } from '#domain/cases/sheet-words.ts'
import { chinaTimeOf } from '#domain/china-time.ts'
import type { DrawLocationMap } from '#modules/basemap/index.ts'
import { printPhotos } from '#modules/evidence/index.ts'
import { findDemonstration } from '#modules/identity/index.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { HandlerContext, InputOf } from '#platform/http/serve.ts'
import { takeSheet } from '../commands/take-sheet.ts'
import { getCase } from '../queries/get-case.ts'
import { drawSheetMap } from './send-sheet-map.ts'
import { writeSheet } from './write-sheet.ts'

const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Sends the file under the name of the case. */
export const sendSheet =
  (files: FileStore, drawMap: DrawLocationMap) =>
  async (context: HandlerContext, input: InputOf<typeof takeSheetEndpoint>): Promise<void> => {
    const { db, act, actor, now, reply, requestId } = context
    await act(actor, takeSheet, input, { requestId })
    const [detail, demonstration] = await Promise.all([
      getCase.run(context, { id: input.id }),
      findDemonstration(db, actor.adcode),
    ])
    const sheet = toCaseSheet(detail, input.language)
    const photos = await printPhotos(
      files,
      db,
      actor.adcode,
      sheet.photos.map((it) => it.id),
    )
    const map = await drawSheetMap(drawMap, context, detail)
    const { onDate, time } = chinaTimeOf(now)
    const content = await writeSheet(sheet, {
      photos,
      map,
      isDemonstration: demonstration !== undefined,
      foot: sheetWords[input.language].foot(actor.name, `${onDate} ${time}`),
      now,
    })
    const name = `${sheet.title}_${sheet.number}.docx`
    await reply
      .type(type)
      .header('content-length', content.length)
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(content)
  }
