/**
 * The photos of the simulated county: small pictures drawn by code, each with 演示照片 written on it by strokes of our
 * own, so that no font is needed and nobody takes one for a real photo. What is drawn is the trouble, or the same
 * place put right.
 */
import sharp from 'sharp'

export const motifs = ['lamp', 'drain', 'litter', 'stall', 'hole', 'tree', 'vehicle', 'sign'] as const
export type Motif = (typeof motifs)[number]
const phases = ['before', 'after'] as const
const views = ['near', 'far'] as const
type Phase = (typeof phases)[number]

export type PictureName = `${Motif}-${Phase}-${(typeof views)[number]}`

/** Every picture there is. */
export const pictureNames: readonly PictureName[] = motifs.flatMap((motif) =>
  phases.flatMap((phase) => views.map((view): PictureName => `${motif}-${phase}-${view}`)),
)

const [width, height] = [640, 480]

/** 演示照片, each character in a square of 100. */
const strokes = [
  'M8 14L20 22M5 40L17 47M6 92L22 62M62 5V14M34 26V16H92V26M42 30H84M42 42V72H84V42ZM63 30V72M42 57H84M52 78L38 94M72 78L90 94',
  'M25 15H75M10 40H90M50 40V92L38 84M30 58L15 82M70 58L86 82',
  'M12 12V60H42V12ZM12 36H42M52 14H90L86 32L78 30M68 14L50 34M55 40V60H88V40ZM15 75L8 95M38 75L36 95M60 75L64 95M84 75L94 95',
  'M30 10V55L15 95M30 42H85M60 10V42M30 65H72V95',
]

const caption = strokes
  .map((d, index) => `<path transform="translate(${18 + index * 50} 432) scale(.38)" d="${d}"/>`)
  .join('')

const mark: Record<Phase, string> = {
  before: '<circle cx="596" cy="451" r="14" fill="#c62828"/>',
  after: '<path d="M580 451l12 13 24-28" fill="none" stroke="#2e7d32" stroke-width="8"/>',
}

const houses = [
  [0, 120, 110, '#b9a58f'],
  [118, 80, 130, '#a7b4bd'],
  [256, 140, 90, '#c9b79c'],
  [352, 60, 140, '#9eaab3'],
  [500, 110, 140, '#bfae9b'],
]
  .map(
    ([x, y, w, fill]) => `<rect x="${x}" y="${y}" width="${w}" height="${270 - Number(y)}" fill="${fill}"/>`,
  )
  .join('')

const lampPost = (light: string): string =>
  `<path d="M320 360V120q0-30 50-30" fill="none" stroke="#444" stroke-width="10"/><ellipse cx="384" cy="94" rx="26" ry="12" fill="${light}"/>`
const bars = Array.from({ length: 6 }, (_, index) => `<path d="M${262 + index * 23} 330v44"/>`)
const rubbish = [
  [250, 340, '#5d4037'],
  [290, 352, '#8d6e63'],
  [330, 338, '#37474f'],
  [372, 354, '#6d4c41'],
  [410, 344, '#455a64'],
]
  .map(([x, y, fill]) => `<ellipse cx="${x}" cy="${y}" rx="28" ry="16" fill="${fill}"/>`)
  .join('')
const bin =
  '<rect x="440" y="270" width="56" height="80" fill="#2e7d32"/><rect x="436" y="262" width="64" height="12" fill="#1b5e20"/>'
const crown = (fill: string): string => `<circle cx="320" cy="170" r="80" fill="${fill}"/>`
const car =
  '<path d="M210 350v-40l40-6 30-38h100l36 40 44 6v38z" fill="#1565c0"/><circle cx="270" cy="352" r="24" fill="#222"/><circle cx="410" cy="352" r="24" fill="#222"/>'

/** What is seen: the trouble, and the same place put right. */
const drawn: Record<Motif, Record<Phase, string>> = {
  lamp: {
    before: `<rect x="-800" y="-800" width="2400" height="2400" fill="#101830" opacity=".55"/>${lampPost('#555')}`,
    after: `<rect x="-800" y="-800" width="2400" height="2400" fill="#101830" opacity=".35"/>${lampPost('#fff59d')}<circle cx="384" cy="100" r="90" fill="#fff59d" opacity=".35"/>`,
  },
  drain: {
    before: `<rect x="250" y="322" width="150" height="60" fill="#111"/><g stroke="#777" stroke-width="8">${bars.slice(0, 3).join('')}</g>`,
    after: `<rect x="250" y="322" width="150" height="60" fill="#333"/><g stroke="#999" stroke-width="8">${bars.join('')}</g>`,
  },
  litter: { before: bin + rubbish, after: bin },
  stall: {
    before:
      '<path d="M180 240h260l30 50H150z" fill="#d84315"/><rect x="190" y="290" width="240" height="70" fill="#ffcc80"/><circle cx="240" cy="284" r="16" fill="#e53935"/><circle cx="300" cy="284" r="16" fill="#fb8c00"/><circle cx="360" cy="284" r="16" fill="#7cb342"/>',
    after: '<rect x="160" y="352" width="300" height="10" fill="#fdd835" opacity=".7"/>',
  },
  hole: {
    before:
      '<path d="M240 350l40-26 70 4 60 22-30 34-80 8z" fill="#2b2b2b"/><path d="M210 372l30-20M420 360l44 18" stroke="#333" stroke-width="4"/>',
    after: '<path d="M230 326h190v62H230z" fill="#4a4a4a"/>',
  },
  tree: {
    before: `<path d="M320 360V220" stroke="#6d4c41" stroke-width="18"/>${crown('#8d8d4a')}<path d="M330 230l130 110" stroke="#6d4c41" stroke-width="12"/>`,
    after: `<path d="M320 360V220" stroke="#6d4c41" stroke-width="18"/>${crown('#43a047')}`,
  },
  vehicle: {
    before: car,
    after: '<path d="M200 376h260" stroke="#fff" stroke-width="6" stroke-dasharray="30 18"/>',
  },
  sign: {
    before:
      '<g transform="rotate(24 320 360)"><path d="M320 360V160" stroke="#777" stroke-width="10"/><rect x="250" y="130" width="140" height="80" fill="#1565c0"/><path d="M270 200l50-60 40 50" fill="none" stroke="#eee" stroke-width="4"/></g>',
    after:
      '<path d="M320 360V160" stroke="#777" stroke-width="10"/><rect x="250" y="130" width="140" height="80" fill="#1565c0"/><path d="M275 170h90" stroke="#fff" stroke-width="10"/>',
  },
}

/** The picture as SVG text. */
function toSvg(name: PictureName): string {
  const [motif, phase, view] = name.split('-') as [Motif, Phase, (typeof views)[number]]
  const zoom = view === 'near' ? 'translate(-48 -30) scale(1.15)' : 'translate(96 100) scale(.7)'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="640" height="480" fill="#cfe3ee"/>${houses}
    <rect y="270" width="640" height="50" fill="#b0a99f"/><rect y="320" width="640" height="160" fill="#6b6b6b"/>
    <g transform="${zoom}">${drawn[motif][phase]}</g>
    <rect y="424" width="640" height="56" fill="#fff" opacity=".85"/>
    <g fill="none" stroke="#222" stroke-width="9" stroke-linecap="round" stroke-linejoin="round">${caption}</g>${mark[phase]}
  </svg>`
}

/** The picture as a JPEG. */
export const drawPicture = (name: PictureName): Promise<Buffer> =>
  sharp(Buffer.from(toSvg(name)))
    .jpeg({ quality: 80 })
    .toBuffer()

const motifByClass: readonly (readonly [RegExp, Motif])[] = [
  [/^c0103[789]|^c01060/, 'lamp'],
  [/^c010[012]/, 'drain'],
  [
    /^m(0601[0245]|06011|06014|06017|06018|0603[3567]|0604[12]|0699|0801|0805|9800)|^c0300|^c0301[4-6]/,
    'litter',
  ],
  [/^m(0900[1256]|09015|09022|06029)/, 'stall'],
  [/^m(06013|0604[89]|0605|08003|08009|99004)|^c0(1026|2019)/, 'hole'],
  [/^c04|^m(0602[12]|06045|06047)/, 'tree'],
  [/^m(09009|09010|09011|09012|09016|06034|08011)|^c0200/, 'vehicle'],
]

/** What a photo of a class shows; `key` is `c` or `m` and the class code. */
export const motifOf = (key: string): Motif =>
  motifByClass.find(([pattern]) => pattern.test(key))?.[1] ?? 'sign'
