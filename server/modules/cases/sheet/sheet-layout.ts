/** Measures and fonts of the Word file. A program without these fonts takes another Chinese one; the names stay. */
import type { IFontAttributesProperties } from 'docx'

const latin = 'Times New Roman'

/** 仿宋, the font of official documents. */
export const bodyFont: IFontAttributesProperties = { ascii: latin, hAnsi: latin, cs: latin, eastAsia: '仿宋' }
/** 宋体 for what stands above. */
export const headingFont: IFontAttributesProperties = {
  ascii: latin,
  hAnsi: latin,
  cs: latin,
  eastAsia: '宋体',
}

/** A4 in twentieths of a point. */
export const pageSize = { width: 11_906, height: 16_838 }
export const pageMargin = { top: 1134, bottom: 1134, left: 1134, right: 1134 }

/** What is left of the page's width. */
export const textWidth = pageSize.width - pageMargin.left - pageMargin.right
