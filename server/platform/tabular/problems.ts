/** Why a foreign file cannot be read at all. What is wrong with single rows is told by row, not thrown. */
import { defineProblem } from '#domain/problem.ts'

export const TableProblem = {
  notFound: defineProblem<{ file: string }>('table.not-found', 'not-found', ({ file }) => ({
    zh: `找不到文件“${file}”。`,
    en: `There is no file ${file}.`,
  })),
  unreadable: defineProblem<{ file: string; reason: string }>(
    'table.unreadable',
    'invalid',
    ({ file, reason }) => ({
      zh: `文件“${file}”无法读取：${reason}`,
      en: `The file ${file} cannot be read: ${reason}`,
    }),
  ),
  encodingWrong: defineProblem<{ file: string; encoding: string }>(
    'table.encoding-wrong',
    'invalid',
    ({ file, encoding }) => ({
      zh: `文件“${file}”不是 ${encoding} 编码，请在映射中写明真实的编码。`,
      en: `The file ${file} is not written in ${encoding}; state its real encoding in the mapping.`,
    }),
  ),
  columnMissing: defineProblem<{ file: string; missing: readonly string[]; found: readonly string[] }>(
    'table.column-missing',
    'invalid',
    ({ file, missing, found }) => ({
      zh: `文件“${file}”缺少列：${missing.join('、')}。现有的列：${found.join('、')}`,
      en: `The file ${file} lacks the columns ${missing.join(', ')}. It has ${found.join(', ')}`,
    }),
  ),
  columnTwice: defineProblem<{ file: string; column: string }>(
    'table.column-twice',
    'invalid',
    ({ file, column }) => ({
      zh: `文件“${file}”有两个名为“${column}”的列，无法区分。`,
      en: `The file ${file} has two columns called "${column}", which cannot be told apart.`,
    }),
  ),
  sheetMissing: defineProblem<{ file: string; sheet: string; found: readonly string[] }>(
    'table.sheet-missing',
    'invalid',
    ({ file, sheet, found }) => ({
      zh: `文件“${file}”没有工作表“${sheet}”。现有：${found.join('、')}`,
      en: `The file ${file} has no sheet "${sheet}". It has ${found.join(', ')}`,
    }),
  ),
  tooLarge: defineProblem<{ file: string; limitMegabytes: number }>(
    'table.too-large',
    'too-large',
    ({ file, limitMegabytes }) => ({
      zh: `文件“${file}”超过 ${limitMegabytes} MB，请改用 CSV 或分成几个文件。`,
      en: `The file ${file} is larger than ${limitMegabytes} MB; use CSV, or several files.`,
    }),
  ),
  writtenAs: defineProblem<{ file: string }>('table.unknown-ending', 'invalid', ({ file }) => ({
    zh: `不能写入“${file}”：文件名应以 .csv、.xlsx 或 .geojson 结尾。`,
    en: `Cannot write ${file}: the name must end in .csv, .xlsx or .geojson.`,
  })),
}
