/** What can go wrong with photos. */
import { defineProblem } from '../problem.ts'

export const PhotoProblem = {
  notAPhoto: defineProblem('photo.not-a-photo', 'invalid', () => ({
    zh: '上传的文件不是可识别的照片（支持 JPEG、PNG、WebP、HEIF/AVIF）。',
    en: 'The file is no photo that can be read (JPEG, PNG, WebP, HEIF/AVIF).',
  })),
  tooManyPixels: defineProblem<{ most: number }>('photo.too-many-pixels', 'too-large', ({ most }) => ({
    zh: `照片像素过多，上限 ${most / 1_000_000} 百万像素。`,
    en: `The photo has too many pixels; the limit is ${most / 1_000_000} megapixels.`,
  })),
  missing: defineProblem('photo.missing', 'invalid', () => ({
    zh: '没有收到照片文件（表单字段 file）。',
    en: 'No photo was received (form field "file").',
  })),
  unknown: defineProblem<{ id: string }>('photo.unknown', 'not-found', ({ id }) => ({
    zh: `没有这张照片：${id}`,
    en: `There is no such photo: ${id}`,
  })),
}
