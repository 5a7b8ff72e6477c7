/** Drawn pictures of a street with something in it: they stand for what a camera shows and show nobody. */
import sharp from 'sharp'

const subjects = {
  stall:
    '<rect x="230" y="170" width="150" height="16" fill="#c0392b"/><rect x="240" y="186" width="6" height="90" fill="#444"/><rect x="364" y="186" width="6" height="90" fill="#444"/><rect x="240" y="236" width="130" height="40" fill="#e6b85c"/>',
  litter:
    '<ellipse cx="320" cy="290" rx="90" ry="20" fill="#5b5147"/><rect x="270" y="262" width="36" height="26" fill="#d9d2c5"/><circle cx="330" cy="272" r="20" fill="#3f7d58"/><rect x="352" y="266" width="40" height="22" fill="#a8623a"/>',
  goods:
    '<rect x="180" y="220" width="70" height="70" fill="#b08d57"/><rect x="255" y="240" width="60" height="50" fill="#c9a66b"/><rect x="200" y="165" width="60" height="55" fill="#9c7a48"/>',
  cover:
    '<ellipse cx="330" cy="300" rx="60" ry="20" fill="#1b1b1b"/><path d="M380 268l60 12-58 24z" fill="#6c6f73"/>',
} as const

/** What can be drawn. */
export type DrawnSubject = keyof typeof subjects

/** The picture as JPEG; says itself that it is drawn. */
export function drawPicture(subject: DrawnSubject): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360">
<rect width="640" height="190" fill="#9fb4c4"/><rect y="190" width="640" height="170" fill="#7a7a78"/>
<rect x="30" y="40" width="150" height="160" fill="#b08d6a"/><rect x="430" y="70" width="170" height="130" fill="#8f9a86"/>
<path d="M0 330h640" stroke="#e8e2c8" stroke-width="6" stroke-dasharray="40 26"/>${subjects[subject]}
<rect x="8" y="332" width="232" height="22" fill="#101416"/><text x="14" y="348" font-family="Noto Sans CJK SC, sans-serif" font-size="14" fill="#f2f5f5">演示画面 · 绘制 · DRAWN</text></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
}
