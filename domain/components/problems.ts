/** Every failure the ledger of components foresees, with the sentence people read. */
import { defineProblem } from '../problem.ts'

export const ComponentProblem = {
  notFound: defineProblem<{ component: string }>('component.not-found', 'not-found', ({ component }) => ({
    zh: `台账中没有部件“${component}”。`,
    en: `The ledger has no component ${component}.`,
  })),
  classHasNoCodes: defineProblem<{ adcode: string; classCode: string }>(
    'component.class-has-no-codes',
    'invalid',
    ({ adcode, classCode }) => ({
      zh: `区县“${adcode}”小类“${classCode}”不能编制 17 位部件编码：区县须为 6 位，小类须为 5 位。`,
      en: `County "${adcode}" and class "${classCode}" give no code of 17 digits: a county has six, a class five.`,
    }),
  ),
  serialsUsedUp: defineProblem<{ adcode: string; classCode: string }>(
    'component.serials-used-up',
    'conflict',
    ({ adcode, classCode }) => ({
      zh: `区县 ${adcode} 小类 ${classCode} 的六位流水号已用完。`,
      en: `The six-digit serials of class ${classCode} in county ${adcode} are used up.`,
    }),
  ),
  classUnknown: defineProblem<{ classCode: string }>(
    'component.class-unknown',
    'invalid',
    ({ classCode }) => ({
      zh: `现行目录中没有部件小类 ${classCode}。`,
      en: `The catalogue in force has no component class ${classCode}.`,
    }),
  ),
  outsideCounty: defineProblem<{ adcode: string }>('component.outside-county', 'invalid', ({ adcode }) => ({
    zh: `位置不在区县 ${adcode} 的范围内。`,
    en: `The position lies outside county ${adcode}.`,
  })),
  organisationUnknown: defineProblem<{ organisation: string }>(
    'component.organisation-unknown',
    'invalid',
    ({ organisation }) => ({
      zh: `没有这个单位：${organisation}`,
      en: `There is no such organisation: ${organisation}`,
    }),
  ),
  stateNotPossible: defineProblem<{ from: string; to: string; possible: readonly string[] }>(
    'component.state-not-possible',
    'conflict',
    ({ from, to, possible }) => ({
      zh: `部件不能从“${from}”改为“${to}”，可以改为：${possible.join('、') || '无'}。`,
      en: `A component that is ${from} cannot become ${to}; it can become ${possible.join(', ') || 'nothing else'}.`,
    }),
  ),
  changedMeanwhile: defineProblem<{ version?: number }>('component.changed-meanwhile', 'conflict', () => ({
    zh: '该部件刚被他人修改过，请重新查看后再改。',
    en: 'Somebody has just changed this component; look at it again first.',
  })),
  outsideDuty: defineProblem<{ component: string }>(
    'component.outside-duty',
    'forbidden',
    ({ component }) => ({
      zh: `部件 ${component} 不在您的责任区内。`,
      en: `Component ${component} lies outside your area of duty.`,
    }),
  ),
  photoUnknown: defineProblem<{ id: string }>('component.photo-unknown', 'invalid', ({ id }) => ({
    zh: `照片不存在：${id}`,
    en: `There is no such photo: ${id}`,
  })),
  externalCodeTaken: defineProblem('component.external-code-taken', 'conflict', () => ({
    zh: '已有部件使用这个外部编号。',
    en: 'Another component already has this external code.',
  })),
}
