/** The map of a case sheet in Word, with its words below; a sentence where there is none. */
import { AlignmentType, ImageRun, Paragraph, TextRun } from 'docx'
import type { LocationMap } from '#domain/basemap/location-map.ts'
import { describeSheetMap, sheetMapWords } from '#domain/cases/sheet-map.ts'
import type { SheetLanguage } from '#domain/cases/sheet-words.ts'

/** Pixels of 96 to the inch: 148 mm wide. */
const printedWidth = 560

/** The picture and what is said of it. */
export function mapParagraphs(map: LocationMap | null, language: SheetLanguage): Paragraph[] {
  const { title, noPoint } = sheetMapWords[language]
  if (!map) return [new Paragraph({ text: noPoint, spacing: { before: 100 } })]
  const lines = describeSheetMap(map, language)
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 160, after: 60 },
      children: [
        new ImageRun({
          type: 'png',
          data: Buffer.from(map.picture, 'base64'),
          transformation: {
            width: printedWidth,
            height: Math.round((printedWidth * map.height) / map.width),
          },
          altText: { name: title, title, description: lines.join(' ') },
        }),
      ],
    }),
    ...lines.map(
      (line, index) =>
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepLines: true,
          keepNext: index < lines.length - 1,
          children: [new TextRun({ text: line, size: 18 })],
        }),
    ),
  ]
}
