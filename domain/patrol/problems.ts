/** What can go wrong with shifts, rosters, leave and substitutes. */
import { defineProblem } from '../problem.ts'

type Named = { name: string; onDate: string }

/** A few names and how many more. */
const someOf = (names: readonly string[], language: 'zh' | 'en'): string => {
  const shown = names.slice(0, 5).join(language === 'zh' ? '、' : ', ')
  if (names.length <= 5) return shown
  return language === 'zh' ? `${shown}等 ${names.length} 处` : `${shown} and ${names.length - 5} more`
}
const told = (it: readonly Named[]): string[] => it.map(({ name, onDate }) => `${name} ${onDate.slice(5)}`)

export const PatrolProblem = {
  notYourOrganisation: defineProblem('roster.not-your-organisation', 'forbidden', () => ({
    zh: '只能为本单位及其下属单位排班。',
    en: 'You make the roster of your own organisation and of those below it.',
  })),
  changed: defineProblem('roster.changed', 'conflict', () => ({
    zh: '这一周的排班已被他人更改，请刷新后再保存。',
    en: 'Somebody else changed the roster of this week meanwhile; reload before saving.',
  })),
  notMonday: defineProblem<{ onDate: string }>('roster.not-monday', 'invalid', ({ onDate }) => ({
    zh: `${onDate} 不是周一，排班周从周一算起。`,
    en: `${onDate} is no Monday; weeks of a roster begin on one.`,
  })),
  lineOutside: defineProblem<{ onDate: string }>('roster.line-outside-week', 'invalid', ({ onDate }) => ({
    zh: `${onDate} 不在这一周内。`,
    en: `${onDate} does not lie in this week.`,
  })),
  lineTwice: defineProblem<Named>('roster.line-twice', 'invalid', ({ name, onDate }) => ({
    zh: `${name}在 ${onDate} 的同一班次排了两次。`,
    en: `${name} is put on the same shift twice on ${onDate}.`,
  })),
  past: defineProblem<{ onDate: string }>('roster.past', 'conflict', ({ onDate }) => ({
    zh: `${onDate} 已过，过去的排班不能更改。`,
    en: `${onDate} is over; the roster of the past is not changed.`,
  })),
  personUnfit: defineProblem<{ name: string; post: string }>(
    'roster.person-unfit',
    'invalid',
    ({ name, post }) => ({
      zh: `${name}不是本单位在岗的“${post}”，不能排班。`,
      en: `${name} is nobody of this organisation who holds the post "${post}".`,
    }),
  ),
  overlap: defineProblem<{ lines: readonly Named[] }>('roster.overlap', 'conflict', ({ lines }) => ({
    zh: `同一人的班次时间重叠：${someOf(told(lines), 'zh')}。`,
    en: `Shifts of one person overlap: ${someOf(told(lines), 'en')}.`,
  })),
  groundUnknown: defineProblem<{ code: string }>('roster.ground-unknown', 'invalid', ({ code }) => ({
    zh: `没有这个区域或责任网格：${code}`,
    en: `There is no such area or responsibility grid: ${code}`,
  })),
  copyConflicts: defineProblem<{
    conflicts: readonly (Named & { kind: string; personId: string; shiftId: string })[]
  }>('roster.copy-conflicts', 'conflict', ({ conflicts }) => ({
    zh: `有 ${conflicts.length} 处不能复制：${someOf(told(conflicts), 'zh')}。未作任何改动。`,
    en: `${conflicts.length} lines cannot be copied: ${someOf(told(conflicts), 'en')}. Nothing was changed.`,
  })),
  copyOntoItself: defineProblem('roster.copy-onto-itself', 'invalid', () => ({
    zh: '只能复制到以后的周。',
    en: 'A week is copied onto later ones.',
  })),
  shiftUnknown: defineProblem<{ id: string }>('shift.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个班次：${id}`,
    en: `There is no such shift: ${id}`,
  })),
  shiftEnded: defineProblem<{ name: string; onDate: string }>(
    'shift.ended',
    'conflict',
    ({ name, onDate }) => ({
      zh: `班次“${name}”在 ${onDate} 已停用。`,
      en: `The shift "${name}" is no longer in use on ${onDate}.`,
    }),
  ),
  shiftChanged: defineProblem('shift.changed', 'conflict', () => ({
    zh: '这个班次已被他人更改，请刷新。',
    en: 'Somebody else changed this shift meanwhile; reload.',
  })),
  shiftNameTaken: defineProblem<{ word: string }>('shift.name-taken', 'conflict', ({ word }) => ({
    zh: `本单位已有名称或简称为“${word}”的班次。`,
    en: `The organisation has a shift that is called "${word}" already.`,
  })),
  shiftHasLines: defineProblem<{ lines: number; last: string }>(
    'shift.has-lines',
    'conflict',
    ({ lines, last }) => ({
      zh: `还有 ${lines} 条今天起的排班用到这个班次（最晚 ${last}）：请先改排，或新建班次。`,
      en: `${lines} lines from today on use this shift (the last on ${last}): change them first, or make another shift.`,
    }),
  ),
  leaveUnknown: defineProblem<{ id: string }>('leave.unknown', 'not-found', ({ id }) => ({
    zh: `没有这条请假：${id}`,
    en: `There is no such leave: ${id}`,
  })),
  leaveOverlap: defineProblem<{ name: string }>('leave.overlap', 'conflict', ({ name }) => ({
    zh: `${name}在这段时间已有请假。`,
    en: `${name} is on leave in this time already.`,
  })),
  leaveOwn: defineProblem('leave.own-approval', 'forbidden', () => ({
    zh: '不能批准自己的请假。',
    en: 'Nobody approves their own leave.',
  })),
  leaveOver: defineProblem('leave.over', 'conflict', () => ({
    zh: '这条请假已经结束。',
    en: 'This leave is over.',
  })),
  approverUnfit: defineProblem('leave.approver-unfit', 'invalid', () => ({
    zh: '批准人须是本县在岗的值班长、领导、派遣员或单位负责人。',
    en: 'Leave is approved by a shift leader, leader, dispatcher or the desk of a unit.',
  })),
  substitutionUnknown: defineProblem<{ id: string }>('substitution.unknown', 'not-found', ({ id }) => ({
    zh: `没有这条顶班：${id}`,
    en: `There is no such substitution: ${id}`,
  })),
  substituteUnfit: defineProblem<{ name: string; post: string }>(
    'substitution.unfit',
    'invalid',
    ({ name, post }) => ({
      zh: `${name}不任“${post}”，不能顶班。`,
      en: `${name} does not hold the post "${post}" and cannot stand in.`,
    }),
  ),
  substituteBusy: defineProblem<{ lines: readonly Named[] }>(
    'substitution.busy',
    'conflict',
    ({ lines }) => ({
      zh: `顶班人自己的班次与之重叠：${someOf(told(lines), 'zh')}。`,
      en: `The substitute is on a shift at the same time: ${someOf(told(lines), 'en')}.`,
    }),
  ),
  substituteOnLeave: defineProblem<{ name: string }>('substitution.on-leave', 'conflict', ({ name }) => ({
    zh: `${name}在这段时间请假。`,
    en: `${name} is on leave in this time.`,
  })),
  substitutionChain: defineProblem<{ name: string }>('substitution.chain', 'conflict', ({ name }) => ({
    zh: `${name}在这段时间已在顶班或已由他人顶班，不能再接力。`,
    en: `${name} stands in or is replaced in this time already; substitutions do not chain.`,
  })),
  substitutionOver: defineProblem('substitution.over', 'conflict', () => ({
    zh: '这条顶班已经结束。',
    en: 'This substitution is over.',
  })),
  fileMissing: defineProblem('roster.file-missing', 'invalid', () => ({
    zh: '请选择 Excel（.xlsx）或 CSV 文件。',
    en: 'Choose an Excel (.xlsx) or CSV file.',
  })),
  fileFaulty: defineProblem<{ faults: number }>('roster.file-faulty', 'invalid', ({ faults }) => ({
    zh: `文件有 ${faults} 处错误，未作任何改动。`,
    en: `The file has ${faults} faults; nothing was changed.`,
  })),
}
