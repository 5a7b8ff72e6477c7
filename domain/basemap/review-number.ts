/** The review number (审图号) under which an authority has passed a map for publication; every map that is shown carries it. */
import { z } from 'zod'

/** `GS(2024)0650号`, `GS京(2022)1061号` of the state, `云S(2023)12号` of a province or a city. */
const form = /^(?:GS\p{Script=Han}?|\p{Script=Han}{1,4}S)\((?:19|20)\d{2}\)\d{1,5}号$/u

/** The number as it is printed: half-width brackets, no spaces. */
export const tidyReviewNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/^([^(]*)/, (it) => it.toUpperCase())

/** Takes full-width brackets and spaces, and gives the number as it is printed. */
export const ReviewNumber = z
  .string()
  .max(60)
  .transform(tidyReviewNumber)
  .refine(
    (it) => form.test(it),
    '审图号应形如 GS(2024)0650号 或 云S(2023)12号 / a review number looks like GS(2024)0650号 or 云S(2023)12号',
  )
