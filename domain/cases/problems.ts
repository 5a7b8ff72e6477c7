/** Every failure a case foresees, with the sentence people read; the message says what is possible. */
import { defineProblem, type Sentence } from '../problem.ts'
import { type CaseActionName, ruleOf } from './life-cycle.ts'
import { type CaseState, caseStates } from './state.ts'

const names = (actions: readonly CaseActionName[], language: 'zh' | 'en'): string =>
  actions.length
    ? actions.map((it) => ruleOf(it)[language]).join(language === 'zh' ? '、' : ', ')
    : language === 'zh'
      ? '无'
      : 'none'

export const CaseProblem = {
  nobodyAddressed: defineProblem('case.nobody-addressed', 'conflict', () => ({
    zh: '没有可以送达的人：案件尚未派遣到单位，或所选的一方没有在岗人员。请改送指挥中心。',
    en: 'There is nobody to address: the case is with no unit yet, or that side has no people. Address the centre instead.',
  })),
  unknown: defineProblem<{ id: string }>('case.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个案件：${id}`,
    en: `There is no such case: ${id}`,
  })),
  actionNotAllowed: defineProblem<{ action: CaseActionName; state: CaseState; allowed: CaseActionName[] }>(
    'case.action-not-allowed',
    'conflict',
    ({ action, state, allowed }) => ({
      zh: `案件处于“${caseStates[state].zh}”，不能“${ruleOf(action).zh}”。此时可以：${names(allowed, 'zh')}。`,
      en: `The case is "${caseStates[state].en}"; "${ruleOf(action).en}" is not possible. Possible now: ${names(allowed, 'en')}.`,
    }),
  ),
  notYours: defineProblem<{ action: CaseActionName; because: string }>(
    'case.not-yours',
    'forbidden',
    ({ action, because }) => ({
      zh: `您不能对此案件“${ruleOf(action).zh}”：${notYoursReasons[because]?.zh ?? because}。`,
      en: `You may not "${ruleOf(action).en}" this case: ${notYoursReasons[because]?.en ?? because}.`,
    }),
  ),
  stale: defineProblem<{ expected: number; current: number }>(
    'case.stale-version',
    'conflict',
    ({ expected, current }) => ({
      zh: `案件已被他人更新（您看到的是第 ${expected} 版，现为第 ${current} 版），请刷新后再操作。`,
      en: `The case was changed meanwhile (you saw version ${expected}, it is now ${current}); reload first.`,
    }),
  ),
  notWaiting: defineProblem<{ who: string }>('case.not-waiting', 'conflict', ({ who }) => ({
    zh: `此案件现在不在${who}的待办中，不能领取。`,
    en: `The case does not wait for ${who} now and cannot be taken in hand.`,
  })),
  inOtherHands: defineProblem<{ holder: string }>('case.in-other-hands', 'conflict', ({ holder }) => ({
    zh: `此案件正由${holder}办理。`,
    en: `${holder} has the case in hand.`,
  })),
  colleagueWrong: defineProblem('case.colleague-wrong', 'invalid', () => ({
    zh: '只能转交给同样可以办理此案件的在岗人员。',
    en: 'A case can be handed on only to somebody for whom it waits too.',
  })),
  numberTaken: defineProblem('case.number-taken', 'conflict', () => ({
    zh: '案卷号重复。',
    en: 'The case number is taken.',
  })),
  inputWrong: defineProblem<{ action: string; zh: string; en: string }>(
    'case.input-wrong',
    'invalid',
    ({ zh, en }) => ({ zh, en }),
  ),
  extensionsUsedUp: defineProblem<{ most: number }>('case.extensions-used-up', 'conflict', ({ most }) => ({
    zh: `延期最多批准 ${most} 次，已用完。`,
    en: `At most ${most} extensions are approved; they are used up.`,
  })),
  alreadyOverdue: defineProblem('case.already-overdue', 'conflict', () => ({
    zh: '案件已超时，不能再申请延期。',
    en: 'The case is overdue; an extension can no longer be requested.',
  })),
  suspendedBefore: defineProblem('case.suspended-before', 'conflict', () => ({
    zh: '每个案件只能挂账一次。',
    en: 'A case can be suspended only once.',
  })),
  suspensionTooLong: defineProblem<{ days: number }>('case.suspension-too-long', 'invalid', ({ days }) => ({
    zh: `挂账截止日期须在今天之后且不超过 ${days} 天。`,
    en: `The end of the suspension must lie after today and within ${days} days.`,
  })),
  commitmentNeedsDocument: defineProblem('case.commitment-needs-document', 'invalid', () => ({
    zh: '承诺件必须附法律或官方文件，并写明承诺完成日期。',
    en: 'A commitment needs a legal or official document and the promised date.',
  })),
  checkerIsReporter: defineProblem('case.checker-is-reporter', 'conflict', () => ({
    zh: '核查人不能是上报人，请另选一名监督员。',
    en: 'The collector who reported may not check; choose another one.',
  })),
  samePerson: defineProblem<{ action: CaseActionName }>('case.same-person', 'forbidden', ({ action }) => ({
    zh: `“${ruleOf(action).zh}”须由提议人以外的人办理。`,
    en: `"${ruleOf(action).en}" must be taken by somebody other than the one who proposed it.`,
  })),
  notConfirmed: defineProblem('case.not-confirmed', 'conflict', () => ({
    zh: '处置单位尚未确认处置结果。',
    en: 'The unit has not confirmed the result yet.',
  })),
  alreadyConfirmed: defineProblem('case.already-confirmed', 'conflict', () => ({
    zh: '处置单位已确认，不能再改。',
    en: 'The unit has confirmed already.',
  })),
  notClassified: defineProblem('case.not-classified', 'invalid', () => ({
    zh: '批转立案前须选定小类与立案条件。',
    en: 'Choose the subclass and the filing condition before sending on.',
  })),
  chooseUnit: defineProblem('case.choose-unit', 'invalid', () => ({
    zh: '协调件须有至少一个协办单位，主办单位不能同时是协办单位。',
    en: 'A coordinated case needs an assisting unit, and the lead unit is not an assisting one.',
  })),
  notOverdue: defineProblem('case.not-overdue', 'conflict', () => ({
    zh: '案件未超时，无需申诉。',
    en: 'The case was not overdue; there is nothing to appeal.',
  })),
  appealState: defineProblem<{ appeal: string }>('case.appeal-state', 'conflict', ({ appeal }) => ({
    zh: `申诉当前为“${appeal}”，每案只能申诉一次，先初审后终审。`,
    en: `The appeal is "${appeal}"; a case is appealed once, reviewed first and decided then.`,
  })),
  uncheckedTooEarly: defineProblem('case.unchecked-too-early', 'conflict', () => ({
    zh: '两次“无法核查”之后，受理员才可免核查判定。',
    en: 'Only after two checks that could not be made may the acceptor decide without one.',
  })),
  supervisionUnknown: defineProblem('case.supervision-unknown', 'not-found', () => ({
    zh: '没有待回复的督办。',
    en: 'There is no such supervision waiting for an answer.',
  })),
  noSubstitute: defineProblem('case.no-substitute', 'conflict', () => ({
    zh: '本案不是代处置案件，无需结算。',
    en: 'No substitute handled this case; there is nothing to bill.',
  })),
  masterWrong: defineProblem('case.master-wrong', 'invalid', () => ({
    zh: '主案不存在、已经办结（含已并入他案）或就是本案。',
    en: 'The leading case does not exist, has ended (perhaps merged itself), or is this one.',
  })),
  nobodyHasIt: defineProblem('case.nobody-has-it', 'conflict', () => ({
    zh: '此案件现在没有派给具体人员，无需改派。',
    en: 'Nobody in particular has the case now; there is nothing to reassign.',
  })),
  hasItAlready: defineProblem('case.has-it-already', 'invalid', () => ({
    zh: '此案件已经由所选人员办理，请另选一人。',
    en: 'The person chosen has the case already; choose somebody else.',
  })),
  chooseHandler: defineProblem('case.choose-handler', 'invalid', () => ({
    zh: '已指派未接单的案件须选定新的处置人员；要退回单位请用“撤销指派”。',
    en: 'A case that was assigned and not begun needs another handler; revoke the assignment to give it back to the unit.',
  })),
  workLeft: defineProblem<{ numbers: string[] }>('case.work-left', 'conflict', ({ numbers }) => ({
    zh: `还有 ${numbers.length} 件在办工作没有安排接手：${numbers.slice(0, 5).join('、')}${numbers.length > 5 ? '等' : ''}。`,
    en: `${numbers.length} pieces of open work are handed on to nobody: ${numbers.slice(0, 5).join(', ')}${numbers.length > 5 ? ' and others' : ''}.`,
  })),
  workGone: defineProblem('case.work-gone', 'conflict', () => ({
    zh: '所列工作有的已不在此人手上，请刷新后重新安排。',
    en: 'Some of the work listed is no longer with this person; reload and choose again.',
  })),
  successorWrong: defineProblem<{ number: string }>('case.successor-wrong', 'invalid', ({ number }) => ({
    zh: `${number}：所选人员不能接手（须在岗、岗位相同，处置人员须同单位，核查人不能是上报人）。`,
    en: `${number}: the person chosen cannot take it over (enabled, of the same post, a handler of the same unit, never the reporter for a check).`,
  })),
  collectorOffDuty: defineProblem<{ name: string; because: Sentence }>(
    'case.collector-off-duty',
    'conflict',
    ({ name, because }) => ({
      zh: `${name}现在不在岗：${because.zh}。请另选在岗的监督员。`,
      en: `${name} is not on duty now: ${because.en}. Choose a collector who is.`,
    }),
  ),
  collectorUnknown: defineProblem('case.collector-unknown', 'invalid', () => ({
    zh: '所选人员不是本县在岗的监督员。',
    en: 'The person chosen is no collector of this county.',
  })),
  unitUnknown: defineProblem('case.unit-unknown', 'invalid', () => ({
    zh: '所选单位不存在或不承担处置。',
    en: 'The unit chosen does not exist or does not dispose of cases.',
  })),
  handlerUnknown: defineProblem('case.handler-unknown', 'invalid', () => ({
    zh: '所选人员不是本单位的处置人员。',
    en: 'The person chosen is no handler of this unit.',
  })),
  conditionUnknown: defineProblem('case.condition-unknown', 'invalid', () => ({
    zh: '立案条件不存在，或不属于所选小类。',
    en: 'The filing condition does not exist or is not one of the subclass.',
  })),
  componentUnknown: defineProblem<{ code: string }>('case.component-unknown', 'invalid', ({ code }) => ({
    zh: `台账中没有部件 ${code}。`,
    en: `The ledger has no component ${code}.`,
  })),
  photoUnknown: defineProblem<{ id: string }>('case.photo-unknown', 'invalid', ({ id }) => ({
    zh: `照片不存在：${id}`,
    en: `There is no such photo: ${id}`,
  })),
}

/** What can go wrong with the responsibility matrix. */
export const ResponsibilityProblem = {
  unitUnknown: defineProblem<{ ruleId: string; unitId: string }>(
    'responsibility.unit-unknown',
    'invalid',
    ({ ruleId, unitId }) => ({
      zh: `规则 ${ruleId} 所指的单位不存在：${unitId}`,
      en: `The rule ${ruleId} names a unit that does not exist: ${unitId}`,
    }),
  ),
  ruleTwice: defineProblem<{ ruleId: string }>('responsibility.rule-twice', 'invalid', ({ ruleId }) => ({
    zh: `同一批中规则 ${ruleId} 出现了两次。`,
    en: `The rule ${ruleId} stands twice in the same batch.`,
  })),
  neverInForce: defineProblem<{ ruleId: string }>(
    'responsibility.never-in-force',
    'invalid',
    ({ ruleId }) => ({
      zh: `规则 ${ruleId} 的失效日期不晚于生效日期。`,
      en: `The rule ${ruleId} would end before it comes into force.`,
    }),
  ),
  ruleKept: defineProblem<{ ruleId: string }>('responsibility.rule-kept', 'conflict', ({ ruleId }) => ({
    zh: `规则 ${ruleId} 已存在，只能改其失效日期；内容有变请新建规则。`,
    en: `The rule ${ruleId} exists; only its end can be set. Add a new rule for what has changed.`,
  })),
  ruleWrong: defineProblem<{ position: number; field: string; zh: string; en: string }>(
    'responsibility.rule-wrong',
    'invalid',
    ({ position, zh, en }) => ({
      zh: position > 1 ? `第 ${position} 条：${zh}。` : `${zh}。`,
      en: position > 1 ? `Rule ${position}: ${en}.` : `${en}.`,
    }),
  ),
  ruleUnknown: defineProblem<{ ruleId: string }>(
    'responsibility.rule-unknown',
    'not-found',
    ({ ruleId }) => ({
      zh: `没有这条规则：${ruleId}`,
      en: `There is no such rule: ${ruleId}`,
    }),
  ),
  stale: defineProblem<{ basis: string; validTo: string | null }>(
    'responsibility.stale-rule',
    'conflict',
    ({ basis, validTo }) => ({
      zh: `规则“${basis.slice(0, 40)}”已被他人更改（${validTo ? `定于 ${validTo} 失效` : '现无失效日期'}），请核对后再保存。`,
      en: `The rule "${basis.slice(0, 40)}" was changed meanwhile (${validTo ? `it ends on ${validTo}` : 'it has no end now'}); look at it before saving.`,
    }),
  ),
  endTooEarly: defineProblem<{ earliest: string }>(
    'responsibility.end-too-early',
    'invalid',
    ({ earliest }) => ({
      zh: `失效日期不能早于 ${earliest}：已经按规则派出的案件不追溯。`,
      en: `A rule cannot end before ${earliest}: what was dispatched by it stays.`,
    }),
  ),
  fileMissing: defineProblem('responsibility.file-missing', 'invalid', () => ({
    zh: '请选择 Excel（.xlsx）或 CSV 文件。',
    en: 'Choose an Excel (.xlsx) or CSV file.',
  })),
  fileFaulty: defineProblem<{ faults: number }>('responsibility.file-faulty', 'invalid', ({ faults }) => ({
    zh: `文件中有 ${faults} 处错误，没有写入。`,
    en: `The file has ${faults} faults; nothing was written.`,
  })),
}

const notYoursReasons: Readonly<Record<string, { zh: string; en: string }>> = {
  post: { zh: '不属于您的岗位职责', en: 'it is not the work of your post' },
  area: { zh: '不在您的责任区', en: 'it lies outside your area of duty' },
  'lead-unit': { zh: '您不属于主办单位', en: 'you do not belong to the lead unit' },
  'task-holder': { zh: '任务派给了他人', en: 'the task was given to somebody else' },
}
