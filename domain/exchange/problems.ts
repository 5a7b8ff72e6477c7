/** Failures of a whole file or mapping, met before any row is looked at. */
import { defineProblem } from '../problem.ts'

export const ExchangeProblem = {
  mappingUnknown: defineProblem<{ name: string; known: readonly string[] }>(
    'exchange.mapping-unknown',
    'not-found',
    ({ name, known }) => ({
      zh: `没有名为“${name}”的映射。可用的有：${known.join('、')}；也可以给出映射文件的路径。`,
      en: `There is no mapping "${name}". There are ${known.join(', ')}; the path of a file will do as well.`,
    }),
  ),
  mappingInvalid: defineProblem<{ name: string; issues: readonly string[] }>(
    'exchange.mapping-invalid',
    'invalid',
    ({ name, issues }) => ({
      zh: `映射“${name}”有误：${issues.join('；')}`,
      en: `The mapping "${name}" is not valid: ${issues.join('; ')}`,
    }),
  ),
  mappingForOther: defineProblem<{ name: string; noun: string; expected: string }>(
    'exchange.mapping-for-other',
    'invalid',
    ({ name, noun, expected }) => ({
      zh: `映射“${name}”用于 ${noun}，不能用来导入 ${expected}。`,
      en: `The mapping "${name}" is for ${noun} and cannot import ${expected}.`,
    }),
  ),
  systemDiffers: defineProblem<{ file: string; found: string; expected: string }>(
    'exchange.system-differs',
    'invalid',
    ({ file, found, expected }) => ({
      zh: `文件“${file}”自称坐标系为 ${found}，而映射写的是 ${expected}，请改正其一。`,
      en: `The file ${file} says its coordinates are ${found}, the mapping says ${expected}; mend one of them.`,
    }),
  ),
}
