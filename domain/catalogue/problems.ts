/** What can go wrong with catalogues and calendars, in words people read. */
import { defineProblem } from '#domain/problem.ts'

const shownFaults = (reasons: string[]) => reasons.slice(0, 5).join('; ')

export const CatalogueProblem = {
  notFound: defineProblem<{ id: string }>('catalogue.not-found', 'not-found', ({ id }) => ({
    zh: `没有编号为 ${id} 的目录版本。`,
    en: `There is no catalogue version ${id}.`,
  })),
  noneInForce: defineProblem<{ adcode: string; onDate: string }>(
    'catalogue.none-in-force',
    'not-found',
    ({ adcode, onDate }) => ({
      zh: `${adcode} 在 ${onDate} 没有生效的部件事项目录，请先发布一个版本。`,
      en: `No catalogue is in force in ${adcode} on ${onDate}; publish a version first.`,
    }),
  ),
  classNotFound: defineProblem<{ kind: string; code: string }>(
    'catalogue.class-not-found',
    'not-found',
    ({ kind, code }) => ({
      zh: `目录中没有${kind === 'component' ? '部件' : '事项'}小类 ${code}。`,
      en: `The catalogue has no ${kind} class ${code}.`,
    }),
  ),
  conditionNotFound: defineProblem<{ id: string }>(
    'catalogue.condition-not-found',
    'not-found',
    ({ id }) => ({
      zh: `没有编号为 ${id} 的立案条件。`,
      en: `There is no filing condition ${id}.`,
    }),
  ),
  faulty: defineProblem<{ faults: string[] }>('catalogue.faulty', 'invalid', ({ faults }) => ({
    zh: `目录内容有 ${faults.length} 处不一致：${shownFaults(faults)}`,
    en: `The catalogue contradicts itself in ${faults.length} places: ${shownFaults(faults)}`,
  })),
  notDraft: defineProblem<{ id: string; state: string }>('catalogue.not-draft', 'conflict', ({ state }) => ({
    zh: `只有草稿可以发布，该版本的状态是 ${state}。`,
    en: `Only a draft can be published; this version is ${state}.`,
  })),
  validFromTooEarly: defineProblem<{ validFrom: string; earliest: string }>(
    'catalogue.valid-from-too-early',
    'conflict',
    ({ validFrom, earliest }) => ({
      zh: `生效日 ${validFrom} 过早，最早可为 ${earliest}：已生效的版本不能倒改。`,
      en: `${validFrom} is too early; ${earliest} is the first possible day, because a version in force is not rewritten.`,
    }),
  ),
  crosswalkLineUnknown: defineProblem<{ id: string }>(
    'catalogue.crosswalk-line-unknown',
    'not-found',
    ({ id }) => ({ zh: `对照表中没有 ${id} 这一行。`, en: `No crosswalk has the line ${id}.` }),
  ),
  crosswalkExists: defineProblem<{ from: string; to: string }>(
    'catalogue.crosswalk-exists',
    'conflict',
    ({ from, to }) => ({
      zh: `${from} 到 ${to} 的对照表已经有了，请在表中签认。`,
      en: `There is a crosswalk from ${from} to ${to} already; sign its lines.`,
    }),
  ),
  noGenerationRules: defineProblem<{ codeScheme: string }>(
    'catalogue.no-generation-rules',
    'invalid',
    ({ codeScheme }) => ({
      zh: `编码方式为 ${codeScheme} 的目录没有换代规则，只有四位编码（2+2）的目录可以推定对照。`,
      en: `No rules lead on from codes of the scheme ${codeScheme}; only 4-digit codes (2+2) have them.`,
    }),
  ),
  signedMeanwhile: defineProblem('catalogue.signed-meanwhile', 'conflict', () => ({
    zh: '其中有的行刚刚由他人签认，请刷新后重试。',
    en: 'Somebody has just signed some of these lines; reload and try again.',
  })),
  editionTaken: defineProblem('catalogue.edition-taken', 'conflict', () => ({
    zh: '另一次导入刚刚建立了同一版次，请重试。',
    en: 'Another import has just made the same edition; try again.',
  })),
}

export const DraftProblem = {
  notFound: defineProblem<{ id: string }>('catalogue-draft.not-found', 'not-found', ({ id }) => ({
    zh: `没有编号为 ${id} 的目录草稿。`,
    en: `There is no draft ${id} of the catalogue.`,
  })),
  openAlready: defineProblem('catalogue-draft.open-already', 'conflict', () => ({
    zh: '本县已有一份正在编辑的目录草稿，请在其中修改，或先放弃它。',
    en: 'The county has an open draft already; change that one, or discard it first.',
  })),
  notOpen: defineProblem<{ state: string }>('catalogue-draft.not-open', 'conflict', ({ state }) => ({
    zh: state === 'published' ? '这份草稿已经发布，不能再改。' : '这份草稿已经放弃，不能再改。',
    en: `This draft was ${state} and can no longer be changed.`,
  })),
  stale: defineProblem<{ expected: number; current: number; by: string }>(
    'catalogue-draft.stale-row',
    'conflict',
    ({ by }) => ({
      zh: `${by || '他人'}刚刚改过这一项，您的修改没有保存；请看过现在的内容再改。`,
      en: `${by || 'Somebody'} has just changed this; yours was not saved. Look at what it says now, then change it.`,
    }),
  ),
  ruled: defineProblem<{ reason: { zh: string; en: string }; clause: { zh: string; en: string } | null }>(
    'catalogue-draft.ruled',
    'invalid',
    ({ reason, clause }) => ({
      zh: `${reason.zh}${clause ? `（${clause.zh}）` : ''}。`,
      en: `${reason.en}${clause ? ` (${clause.en})` : ''}.`,
    }),
  ),
  unchanged: defineProblem('catalogue-draft.unchanged', 'invalid', () => ({
    zh: '草稿与现行目录没有差别，不必发布。',
    en: 'The draft says what the catalogue in force says; there is nothing to publish.',
  })),
  faulty: defineProblem<{ count: number; first: { zh: string; en: string }; findings: readonly unknown[] }>(
    'catalogue-draft.faulty',
    'invalid',
    ({ count, first }) => ({
      zh: `草稿有 ${count} 处错误，改正后才能发布；第一处：${first.zh}。`,
      en: `The draft has ${count} faults and is published when they are mended; the first: ${first.en}.`,
    }),
  ),
  outdated: defineProblem('catalogue-draft.outdated', 'conflict', () => ({
    zh: '起草之后又有新版目录发布，请先把草稿移到现行版本上，看过差异再发布。',
    en: 'Another edition was published since the draft began; move the draft onto it and look at the difference first.',
  })),
  tooEarly: defineProblem<{ validFrom: string; today: string }>(
    'catalogue-draft.too-early',
    'invalid',
    ({ validFrom, today }) => ({
      zh: `生效日 ${validFrom} 已经过去，最早为今天 ${today}。`,
      en: `${validFrom} is past; a new edition is in force from today (${today}) or later.`,
    }),
  ),
}

export const WorkbookProblem = {
  missing: defineProblem('catalogue.workbook-missing', 'invalid', () => ({
    zh: '请以表单上传一个 Excel 工作簿（.xlsx）。',
    en: 'Upload an Excel workbook (.xlsx) as a form.',
  })),
  mappingUnknown: defineProblem<{ name: string }>('catalogue.mapping-unknown', 'not-found', ({ name }) => ({
    zh: `没有名为“${name}”的工作簿对照。`,
    en: `There is no workbook mapping named “${name}”.`,
  })),
  unreadable: defineProblem<{ reason: string }>('catalogue.workbook-unreadable', 'invalid', ({ reason }) => ({
    zh: `这个文件不能作为 Excel 工作簿读取：${reason}`,
    en: `This file cannot be read as an Excel workbook: ${reason}`,
  })),
  refused: defineProblem<{ refused: number; first: string; findings: readonly unknown[] }>(
    'catalogue.workbook-refused',
    'invalid',
    ({ refused, first }) => ({
      zh: `有 ${refused} 行不能读取，未导入任何内容；第一处：${first}`,
      en: `${refused} rows could not be read and nothing was imported; the first: ${first}`,
    }),
  ),
}

export const WorkingCalendarProblem = {
  stale: defineProblem<{ expected: number; current: number }>(
    'calendar.stale-version',
    'conflict',
    ({ expected, current }) => ({
      zh: `日历已被他人更改（您看到的是第 ${expected} 版，现为第 ${current} 版），请刷新后再改。`,
      en: `The calendar was changed meanwhile (you saw version ${expected}, it is now ${current}); reload first.`,
    }),
  ),
  notFound: defineProblem<{ id: string }>('calendar.not-found', 'not-found', ({ id }) => ({
    zh: `没有工作日历 ${id}。`,
    en: `There is no working calendar ${id}.`,
  })),
  noneForCounty: defineProblem<{ adcode: string }>('calendar.none-for-county', 'not-found', ({ adcode }) => ({
    zh: `${adcode} 还没有工作日历。`,
    en: `${adcode} has no working calendar yet.`,
  })),
  nameTaken: defineProblem('calendar.name-taken', 'conflict', () => ({
    zh: '另一人刚刚录入了同一代码的工作日历，请重试。',
    en: 'Somebody has just entered a calendar of the same code; try again.',
  })),
  preferredTaken: defineProblem('calendar.preferred-taken', 'conflict', () => ({
    zh: '该单位已有一个主用日历，请先取消它的主用。',
    en: 'The organisation already has a preferred calendar; unset that one first.',
  })),
}
