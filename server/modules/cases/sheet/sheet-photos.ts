/** The photos of a case sheet in Word, two on a line, each under its words; a missing file is said. */
import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { CaseSheet, SheetPhoto } from '#domain/cases/case-sheet.ts'
import { sheetWords } from '#domain/cases/sheet-words.ts'
import type { PrintedPhoto } from '#modules/evidence/index.ts'
import { textWidth } from './sheet-layout.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noBorders = { top: none, bottom: none, left: none, right: none }

/** The picture in pixels of 96 to the inch, as large as its half of the page and no higher than two thirds of that. */
function sizeOf({ width, height }: PrintedPhoto): { width: number; height: number } {
  const most = { width: 300, height: 225 }
  const share = Math.min(most.width / width, most.height / height)
  return { width: Math.round(width * share), height: Math.round(height * share) }
}

function cellOf(
  photo: SheetPhoto | undefined,
  printed: PrintedPhoto | undefined,
  { missingPhoto, erasedPhoto, side }: (typeof sheetWords)[CaseSheet['language']],
): TableCell {
  const picture = printed
    ? new ImageRun({
        type: 'jpg',
        data: printed.content,
        transformation: sizeOf(printed),
        altText: { name: photo?.id ?? '', title: photo?.caption ?? '', description: photo?.caption ?? '' },
      })
    : new TextRun(photo?.erasedOn ? erasedPhoto(photo.erasedOn) : missingPhoto)
  return new TableCell({
    borders: noBorders,
    width: { size: Math.round(textWidth / 2), type: WidthType.DXA },
    children: photo
      ? [
          new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [picture] }),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [
              ...(photo.side ? [new TextRun({ text: `${side[photo.side]} `, bold: true })] : []),
              new TextRun(photo.caption),
            ],
          }),
        ]
      : [new Paragraph('')],
  })
}

/** All photos of `sheet`, in the order in which they were taken. */
export function photoTable(
  { photos, language }: CaseSheet,
  printed: ReadonlyMap<string, PrintedPhoto>,
): Paragraph | Table {
  const words = sheetWords[language]
  if (!photos.length) return new Paragraph(words.noPhotos)
  const half = Math.round(textWidth / 2)
  const rows: TableRow[] = []
  for (let at = 0; at < photos.length; at += 2)
    rows.push(
      new TableRow({
        cantSplit: true,
        children: [photos[at], photos[at + 1]].map((it) => cellOf(it, it && printed.get(it.id), words)),
      }),
    )
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [half, half],
    layout: TableLayoutType.FIXED,
    borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
    rows,
  })
}
