/** Writes a case sheet as a Word file: A4, tables as officials know them, Chinese fonts by name. */
import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'
import type { LocationMap } from '#domain/basemap/location-map.ts'
import type { CaseSheet } from '#domain/cases/case-sheet.ts'
import { sheetWords } from '#domain/cases/sheet-words.ts'
import type { PrintedPhoto } from '#modules/evidence/index.ts'
import { bodyFont, headingFont, pageMargin, pageSize } from './sheet-layout.ts'
import { mapParagraphs } from './sheet-map.ts'
import { photoTable } from './sheet-photos.ts'
import { factTable, gridTable } from './sheet-tables.ts'

export type SheetExtras = {
  readonly photos: ReadonlyMap<string, PrintedPhoto>
  readonly map: LocationMap | null
  readonly isDemonstration: boolean
  readonly foot: string
  readonly now: Date
}

const text = (it: string): Paragraph => new Paragraph({ text: it })
const heading = (it: string): Paragraph =>
  new Paragraph({ text: it, heading: HeadingLevel.HEADING_1, keepNext: true })

function story({ story: entries }: CaseSheet): Paragraph[] {
  return entries.flatMap(({ at, title, who, lines }) => [
    new Paragraph({
      keepLines: true,
      spacing: { before: 100 },
      children: [
        new TextRun({ text: `${at}  ` }),
        new TextRun({ text: title, bold: true }),
        new TextRun(`  ${who}`),
      ],
    }),
    ...lines.map((it) => new Paragraph({ text: it, indent: { left: 420 } })),
  ])
}

function clocks(sheet: CaseSheet): (Paragraph | Table)[] {
  const words = sheetWords[sheet.language]
  if (!sheet.clocks.length) return [text(words.noClocks)]
  const rows = sheet.clocks.map((it) => [it.name, it.limit, it.started, it.due, it.used, it.verdict])
  return [
    gridTable(words.clockHead, rows, [14, 18, 18, 18, 14, 18]),
    ...(sheet.explained
      ? [
          new Paragraph({
            text: words.explained(sheet.explained.name),
            heading: HeadingLevel.HEADING_2,
            keepNext: true,
          }),
          gridTable(words.dayHead, sheet.explained.rows, [26, 18, 18, 38]),
        ]
      : []),
  ]
}

function head(sheet: CaseSheet, isDemonstration: boolean): Paragraph[] {
  const words = sheetWords[sheet.language]
  return [
    new Paragraph({ text: sheet.title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
    ...(isDemonstration
      ? [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ text: words.demonstration, bold: true })],
          }),
        ]
      : []),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      text: `${words.number} ${sheet.number} · ${sheet.heading} · ${sheet.state}`,
    }),
  ]
}

const footer = (foot: string, [before, between, after]: readonly [string, string, string]): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({ text: `${foot}  `, size: 16 }),
          new TextRun({
            size: 16,
            children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after],
          }),
        ],
      }),
    ],
  })

/** The bytes of the file. */
export function writeSheet(sheet: CaseSheet, extras: SheetExtras): Promise<Buffer> {
  const words = sheetWords[sheet.language]
  const { part } = words
  const document = new Document({
    title: `${sheet.title} ${sheet.number}`,
    creator: 'Jingwei 经纬',
    styles: {
      default: {
        document: { run: { font: bodyFont, size: 21 } },
        title: { run: { font: headingFont, size: 40, bold: true }, paragraph: { spacing: { after: 120 } } },
        heading1: {
          run: { font: headingFont, size: 26, bold: true },
          paragraph: { spacing: { before: 240, after: 100 } },
        },
        heading2: {
          run: { font: headingFont, size: 22, bold: true },
          paragraph: { spacing: { before: 160, after: 80 } },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: pageSize, margin: pageMargin } },
        footers: { default: footer(extras.foot, words.page) },
        children: [
          ...head(sheet, extras.isDemonstration),
          heading(part.facts),
          text(sheet.description),
          factTable(sheet.facts),
          heading(part.place),
          factTable(sheet.place),
          ...mapParagraphs(extras.map, sheet.language),
          heading(part.photos),
          photoTable(sheet, extras.photos),
          heading(part.clocks),
          ...clocks(sheet),
          heading(part.story),
          ...story(sheet),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
