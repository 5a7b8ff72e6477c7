/** Tables of a case sheet in Word: facts as label and text, and grids with a head that is repeated on every page. */
import {
  AlignmentType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { SheetRow } from '#domain/cases/case-sheet.ts'
import { textWidth } from './sheet-layout.ts'

const margins = { top: 40, bottom: 40, left: 90, right: 90 }
const headGround = { type: ShadingType.CLEAR, color: 'auto', fill: 'F0F2F2' }

type Cell = {
  readonly text: string
  readonly width: number
  readonly isHead?: boolean
  readonly span?: number
}

const cell = ({ text, width, isHead = false, span = 1 }: Cell): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins,
    columnSpan: span,
    verticalAlign: VerticalAlign.CENTER,
    ...(isHead ? { shading: headGround } : {}),
    children: text
      .split('\n')
      .map((line) => new Paragraph({ children: [new TextRun({ text: line, bold: isHead })] })),
  })

const table = (widths: readonly number[], rows: TableRow[]): Table =>
  new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    rows,
  })

/** Texts longer than this take a whole line. */
const mostOfHalf = 18

/** Facts two on a line; what is long has the line to itself. */
export function factTable(rows: readonly SheetRow[]): Table {
  const label = Math.round(textWidth * 0.14)
  const half = Math.round(textWidth / 2) - label
  const lines: SheetRow[][] = []
  for (const it of rows) {
    const last = lines.at(-1)
    const isLong = it.text.length > mostOfHalf
    const [other] = last ?? []
    if (last && other && last.length === 1 && !isLong && other.text.length <= mostOfHalf) last.push(it)
    else lines.push([it])
  }
  return table(
    [label, half, label, half],
    lines.map(
      ([first, second]) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell({ text: first?.label ?? '', width: label, isHead: true }),
            ...(second
              ? [
                  cell({ text: first?.text ?? '', width: half }),
                  cell({ text: second.label, width: label, isHead: true }),
                  cell({ text: second.text, width: half }),
                ]
              : [cell({ text: first?.text ?? '', width: half * 2 + label, span: 3 })]),
          ],
        }),
    ),
  )
}

/** A grid with a head; `shares` are the widths of its columns in hundredths. */
export function gridTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  shares: readonly number[],
): Table {
  const widths = shares.map((it) => Math.round((textWidth * it) / 100))
  const line = (texts: readonly string[], isHead: boolean): TableRow =>
    new TableRow({
      cantSplit: true,
      tableHeader: isHead,
      children: texts.map((text, index) => cell({ text, width: widths[index] ?? 0, isHead })),
    })
  return table(widths, [line(head, true), ...rows.map((it) => line(it, false))])
}
