/** Every failure the address library foresees, with the sentence people read. */
import { defineProblem } from '../problem.ts'

export const AddressProblem = {
  notFound: defineProblem<{ id: string }>('address.not-found', 'not-found', ({ id }) => ({
    zh: `地名地址库中没有编号为“${id}”的地点。`,
    en: `The address library has no place ${id}.`,
  })),
  changedMeanwhile: defineProblem<{ version: number }>(
    'address.changed-meanwhile',
    'conflict',
    ({ version }) => ({
      zh: `该地点已被他人改为第 ${version} 版，请核对后再保存。`,
      en: `Somebody else changed this place; it is at version ${version} now. Look at it again before saving.`,
    }),
  ),
  busy: defineProblem('address.busy', 'conflict', () => ({
    zh: '此地点正被他人更改，请刷新后再试。',
    en: 'Somebody else is changing this place; look at it again and retry.',
  })),
  ended: defineProblem<{ name: string; endedOn: string }>(
    'address.ended',
    'conflict',
    ({ name, endedOn }) => ({
      zh: `“${name}”已于 ${endedOn} 停用。`,
      en: `"${name}" ended on ${endedOn}.`,
    }),
  ),
  codeTaken: defineProblem('address.code-taken', 'conflict', () => ({
    zh: '该地址编码已被另一地点使用。',
    en: 'Another place has this address code.',
  })),
  aliasTwice: defineProblem<{ name: string }>('address.alias-twice', 'invalid', ({ name }) => ({
    zh: `名称“${name}”写了两次，或与正式名称相同。`,
    en: `The name "${name}" is given twice, or is the place's own name.`,
  })),
  phraseNotFound: defineProblem<{ phrase: string }>(
    'address.phrase-not-found',
    'not-found',
    ({ phrase }) => ({
      zh: `没有待确认的说法“${phrase}”，可能已由他人处理。`,
      en: `There is no phrase "${phrase}" to judge; somebody may have judged it already.`,
    }),
  ),
  importRunning: defineProblem<{ by: string; fileName: string }>(
    'address.import-running',
    'conflict',
    ({ by, fileName }) => ({
      zh: `${by} 正在导入“${fileName}”，请等它完成。`,
      en: `${by} is importing "${fileName}"; wait until it is done.`,
    }),
  ),
  importUnknown: defineProblem('address.import-unknown', 'not-found', () => ({
    zh: '没有这次导入。',
    en: 'There is no such import.',
  })),
  fileMissing: defineProblem('address.file-missing', 'invalid', () => ({
    zh: '请选择 Excel（.xlsx）、CSV、GeoJSON 或 GeoPackage 文件。',
    en: 'Choose an Excel (.xlsx), CSV, GeoJSON or GeoPackage file.',
  })),
}
