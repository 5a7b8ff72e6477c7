/**
 * The code of a camera (探头编码). Where it is the 20 digits of GB/T 28181, its parts must be those of a camera; any other
 * register's own code is taken as it is, but a long number of another length is a slip of typing.
 */
import type { Sentence } from '../problem.ts'

/** Digits 11 to 13 name the kind of device (GB/T 28181, annex D): cameras and network cameras. */
const cameraTypes = new Set(['131', '132'])

/** What is wrong with a code; undefined when it may stand. */
export function findCodeFault(code: string): Sentence | undefined {
  if (code === '') return { zh: '未填写', en: 'nothing is given' }
  if (!/^[\w.-]{1,32}$/.test(code))
    return {
      zh: '编码只能用字母、数字和 . - _，最多 32 位',
      en: 'a code has letters, digits and . - _ only, at most 32',
    }
  if (!/^\d{16,}$/.test(code)) return undefined
  if (code.length !== 20)
    return {
      zh: `国标编码应为 20 位数字，现为 ${code.length} 位`,
      en: `a GB/T 28181 code has 20 digits, this one has ${code.length}`,
    }
  const type = code.slice(10, 13)
  if (!cameraTypes.has(type))
    return {
      zh: `国标编码第 11–13 位应为 131 或 132（摄像机），现为 ${type}`,
      en: `digits 11 to 13 of a GB/T 28181 code are 131 or 132 for a camera, not ${type}`,
    }
  return undefined
}
