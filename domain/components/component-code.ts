/**
 * The code of a component (管理部件标识码, GB/T 47678.5 GLBJBSM): 17 digits, the county's six, the class's five and a serial
 * of six. `530127` `01037` `000042` is the 42nd street lamp of Songming. A code is never given twice.
 */
import { z } from 'zod'
import type { Sentence } from '../problem.ts'
import { ComponentProblem } from './problems.ts'

/** A component's code. */
export const ComponentCode = z
  .string()
  .regex(/^[1-9]\d{10}(?!000000)\d{6}$/, '17 位数字，末六位不全为 0 / 17 digits, the last six not all zero')

/** The highest serial of a class in a county. */
export const mostComponentsOfClass = 999_999

/** The code of the `serial`-th component of a class; a Problem when there is no such code to give. */
export function componentCode(adcode: string, classCode: string, serial: number): string {
  if (!/^[1-9]\d{5}$/.test(adcode) || !/^\d{5}$/.test(classCode))
    throw ComponentProblem.classHasNoCodes({ adcode, classCode })
  if (!Number.isInteger(serial) || serial < 1 || serial > mostComponentsOfClass)
    throw ComponentProblem.serialsUsedUp({ adcode, classCode })
  return `${adcode}${classCode}${String(serial).padStart(6, '0')}`
}

/** The parts of a code; undefined when the text is none. */
export function findComponentCodeParts(
  code: string,
): { adcode: string; classCode: string; serial: number } | undefined {
  if (!ComponentCode.safeParse(code).success) return undefined
  return { adcode: code.slice(0, 6), classCode: code.slice(6, 11), serial: Number(code.slice(11)) }
}

/** Why `code` cannot be the code of a component of this class in this county; undefined when it can. */
export function whyNotComponentCode(
  code: string,
  expected: { adcode: string; classCode: string },
): Sentence | undefined {
  if (/^[1-9]\d{15}$/.test(code))
    return {
      zh: `“${code}”是旧的 16 位编码（GB/T 30428.2），请按对照表换成 17 位编码`,
      en: `"${code}" is an old code of 16 digits (GB/T 30428.2); turn it into one of 17 by the crosswalk`,
    }
  const parts = findComponentCodeParts(code)
  if (!parts) return { zh: `“${code}”不是 17 位部件编码`, en: `"${code}" is no component code of 17 digits` }
  if (parts.adcode !== expected.adcode)
    return {
      zh: `编码“${code}”属于区县 ${parts.adcode}，不属于 ${expected.adcode}`,
      en: `the code "${code}" belongs to county ${parts.adcode}, not ${expected.adcode}`,
    }
  if (parts.classCode !== expected.classCode)
    return {
      zh: `编码“${code}”属于小类 ${parts.classCode}，而该行的小类是 ${expected.classCode}`,
      en: `the code "${code}" is of class ${parts.classCode}, but the row says ${expected.classCode}`,
    }
  return undefined
}
