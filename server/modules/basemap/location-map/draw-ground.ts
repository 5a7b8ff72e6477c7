/**
 * The ground, the mark of the place, scale and north as SVG. Line kinds, hatching and the shape of the mark tell everything
 * apart without colour, since most sheets leave a black-and-white printer.
 */
import { locationMapMetres, locationMapSize } from '#domain/basemap/location-map.ts'
import { clipLines } from './clip-lines.ts'
import type { Pixel } from './frame.ts'
import type { Ground } from './ground.ts'
import { writeLetters } from './stroke-letters.ts'

/** Colours of the picture; `mark` is dark enough to be black on a grey print. */
const ink = {
  dark: '#10191d',
  border: '#4a565c',
  cell: '#b4bfc4',
  ground: '#f0f4f2',
  mark: '#b3141e',
  roadEdge: '#98a3a8',
} as const

const { width, height } = locationMapSize

const toPath = (lines: readonly (readonly Pixel[])[]): string =>
  lines
    .map(
      (line) =>
        `M${line
          .map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`)
          .filter((it, index, all) => it !== all[index - 1])
          .join('L')}`,
    )
    .join('')

type Stroke = { readonly colour: string; readonly width: number; readonly dash?: string }

const stroke = (lines: readonly (readonly Pixel[])[], { colour, width: thick, dash }: Stroke): string =>
  lines.length
    ? `<path d="${toPath(lines)}" stroke="${colour}" stroke-width="${thick}"${dash ? ` stroke-dasharray="${dash}" stroke-linecap="butt"` : ''}/>`
    : ''

const fill = (rings: readonly (readonly Pixel[])[], colour: string): string =>
  rings.length ? `<path d="${toPath(rings)}Z" fill="${colour}" fill-rule="evenodd" stroke="none"/>` : ''

/** A line with a light casing, so that it stands out from pictures. */
const cased = (lines: readonly (readonly Pixel[])[], it: Stroke): string =>
  stroke(lines, { colour: '#fff', width: it.width + 4 }) + stroke(lines, it)

function borders(ground: Ground, isOverPicture: boolean): string {
  const draw = isOverPicture ? cased : stroke
  return [
    isOverPicture ? '' : fill(ground.community, ink.ground),
    isOverPicture ? '' : stroke(ground.cells, { colour: ink.cell, width: 1.2 }),
    fill(ground.cell, 'url(#hatch)'),
    stroke(ground.roads, { colour: ink.roadEdge, width: 11 }),
    stroke(ground.roads, { colour: '#fff', width: 8 }),
    draw(ground.communities, { colour: ink.border, width: 2.2, dash: '16 6 3 6' }),
    draw(clipLines(ground.cell), { colour: ink.dark, width: 2.4 }),
    cased(clipLines(ground.community), { colour: ink.dark, width: 4.5 }),
    draw(ground.county, { colour: ink.dark, width: 6, dash: '30 8 6 8 6 8' }),
  ].join('')
}

const plate = (x: number, y: number, w: number, h: number): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="6" fill="#fff" fill-opacity="0.88" stroke="none"/>`

function scaleBar(): string {
  const [step, x, y] = [(100 * width) / locationMapMetres, 40, height - 42]
  const half = (index: number, colour: string): string =>
    `<rect x="${x + index * step}" y="${y}" width="${step}" height="9" fill="${colour}" stroke="${ink.dark}" stroke-width="1.6"/>`
  const write = (text: string, at: number): string =>
    writeLetters(text, { x: at, y: y - 26, height: 17, weight: 2.2 })
  return [
    plate(20, height - 82, 2 * step + 74, 62),
    half(0, ink.dark),
    half(1, '#fff'),
    write('0', x),
    write('100', x + step),
    write('200 m', x + 2 * step),
  ].join('')
}

function northArrow(): string {
  const x = width - 56
  return [
    plate(x - 32, 20, 64, 104),
    `<path d="M${x} 32 ${x + 17} 82 ${x} 72 ${x - 17} 82Z" fill="#fff" stroke="${ink.dark}" stroke-width="2" stroke-linejoin="round"/>`,
    `<path d="M${x} 32 ${x - 17} 82 ${x} 72Z" fill="${ink.dark}" stroke="none"/>`,
    writeLetters('N', { x, y: 93, height: 19, weight: 2.6 }),
  ].join('')
}

/** A ring around a dot: its middle is the place, and what lies between them stays to be seen. */
function mark(): string {
  const at = `cx="${width / 2}" cy="${height / 2}"`
  return [
    `<circle ${at} r="27" stroke="#fff" stroke-width="12"/>`,
    `<circle ${at} r="27" stroke="${ink.mark}" stroke-width="6"/>`,
    `<circle ${at} r="14" fill="#fff" stroke="none"/>`,
    `<circle ${at} r="10" fill="${ink.mark}" stroke="none"/>`,
  ].join('')
}

const numbers = ({ streets }: Ground): string =>
  streets
    .map(
      ({ mark: number, at: [x, y] }) =>
        `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="17" fill="#fff" stroke="${ink.dark}" stroke-width="2"/>` +
        writeLetters(String(number), { x, y: Math.round((y - 9) * 10) / 10, height: 18, weight: 2.4 }),
    )
    .join('')

/** The SVG; over a picture it leaves out what would hide it. */
export const drawGround = (ground: Ground, isOverPicture: boolean): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none" stroke-linejoin="round" stroke-linecap="round">
<defs><pattern id="hatch" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V14" stroke="${ink.border}" stroke-width="2" stroke-opacity="0.75"/></pattern></defs>
${borders(ground, isOverPicture)}${numbers(ground)}${mark()}${scaleBar()}${northArrow()}
<rect x="1.5" y="1.5" width="${width - 3}" height="${height - 3}" stroke="${ink.dark}" stroke-width="3"/></svg>`
