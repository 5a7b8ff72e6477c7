/** Every failure geography foresees, with the sentence people read. */
import { defineProblem, type Sentence } from '../problem.ts'
import type { Finding } from '../table.ts'
import type { GridFault } from './grid/grid-fault.ts'

export const GeographyProblem = {
  cellCodeImpossible: defineProblem<{ communityCode: string; serial: number }>(
    'geography.cell-code-impossible',
    'invalid',
    ({ communityCode, serial }) => ({
      zh: `社区“${communityCode}”不能有第 ${serial} 号单元网格：社区代码须为 12 位，序号须在 001 至 999 之间。`,
      en: `Community ${communityCode} cannot have unit grid ${serial}: the community code has 12 digits and serials run from 001 to 999.`,
    }),
  ),
  areaNotFound: defineProblem<{ code: string }>('geography.area-not-found', 'not-found', ({ code }) => ({
    zh: `没有代码为“${code}”的区划。`,
    en: `There is no area with the code ${code}.`,
  })),
  cellNotFound: defineProblem<{ code: string }>('geography.cell-not-found', 'not-found', ({ code }) => ({
    zh: `没有代码为“${code}”的单元网格。`,
    en: `There is no unit grid with the code ${code}.`,
  })),
  layerNotFound: defineProblem<{ layer: string; known: readonly string[] }>(
    'geography.layer-not-found',
    'not-found',
    ({ layer, known }) => ({
      zh: `没有责任网格图层“${layer}”，可用的有：${known.join('、')}。`,
      en: `There is no layer "${layer}" of responsibility grids; there are: ${known.join(', ')}.`,
    }),
  ),
  zoneNotFound: defineProblem<{ id: string }>('geography.zone-not-found', 'not-found', ({ id }) => ({
    zh: `没有编号为“${id}”的管控区域，或已停用。`,
    en: `There is no no-report zone ${id}, or it has ended.`,
  })),
  gridWithoutCells: defineProblem<{ layer: string; code: string }>(
    'geography.grid-without-cells',
    'invalid',
    ({ code }) => ({
      zh: `责任网格“${code}”至少要包含一个单元网格。`,
      en: `The responsibility grid ${code} needs at least one unit grid.`,
    }),
  ),
  outlineMissing: defineProblem<{ adcode: string }>(
    'geography.outline-missing',
    'not-found',
    ({ adcode }) => ({
      zh: `区县 ${adcode} 还没有导入范围界线。`,
      en: `County ${adcode} has no outline yet.`,
    }),
  ),
  outsideCounty: defineProblem<{ adcode: string; position: readonly [number, number] }>(
    'geography.outside-county',
    'invalid',
    ({ adcode, position }) => ({
      zh: `位置 ${position[0]}, ${position[1]} 不在区县 ${adcode} 的范围内。`,
      en: `The position ${position[0]}, ${position[1]} lies outside county ${adcode}.`,
    }),
  ),
  territoryExists: defineProblem<{ adcode: string }>(
    'geography.territory-exists',
    'conflict',
    ({ adcode }) => ({
      zh: `区县 ${adcode} 已有单元网格，不能再生成演示区域。`,
      en: `County ${adcode} already has unit grids; the demonstration territory is not laid over them.`,
    }),
  ),
  projectionMissing: defineProblem<{ file: string }>(
    'geography.projection-missing',
    'invalid',
    ({ file }) => ({
      zh: `“${file}”缺少坐标系说明文件（.prj），无法确定坐标系，请补齐后再导入。`,
      en: `${file} comes without its .prj file, so its coordinate system is unknown; add it and import again.`,
    }),
  ),
  projectionUnknown: defineProblem<{ found: string }>(
    'geography.projection-unknown',
    'invalid',
    ({ found }) => ({
      zh: `不能识别坐标系“${found}”。可用的有：CGCS2000 经纬度（EPSG:4490）、WGS-84 经纬度（EPSG:4326）、CGCS2000 三度带（EPSG:4513–4554）。`,
      en: `The coordinate system "${found}" is not accepted. Accepted are CGCS2000 degrees (EPSG:4490), WGS-84 degrees (EPSG:4326) and CGCS2000 3° zones (EPSG:4513–4554).`,
    }),
  ),
  surveyUnreadable: defineProblem<{ file: string; reason: Sentence }>(
    'geography.survey-unreadable',
    'invalid',
    ({ file, reason }) => ({
      zh: `无法读取“${file}”：${reason.zh}。`,
      en: `${file} cannot be read: ${reason.en}.`,
    }),
  ),
  surveyFaulty: defineProblem<{ refused: readonly Finding[] }>(
    'geography.survey-faulty',
    'invalid',
    ({ refused }) => ({
      zh: `有 ${refused.length} 处错误，未导入。首处：${sayFinding(refused[0], 'zh')}`,
      en: `There are ${refused.length} faults; nothing was imported. The first: ${sayFinding(refused[0], 'en')}`,
    }),
  ),
  surveyTooEarly: defineProblem<{ code: string; validFrom: string }>(
    'geography.survey-too-early',
    'invalid',
    ({ code, validFrom }) => ({
      zh: `“${code}”自 ${validFrom} 起有效，新成果的启用日期须晚于该日。`,
      en: `${code} holds from ${validFrom} on; what replaces it must begin later.`,
    }),
  ),
  surveyTooLarge: defineProblem<{ rows: number }>('geography.survey-too-large', 'too-large', ({ rows }) => ({
    zh: `一次最多写入 1000 行，现有 ${rows} 行。`,
    en: `At most 1,000 rows are written at once; there are ${rows}.`,
  })),
  responsibilityNotFound: defineProblem<{ code: string }>(
    'geography.responsibility-not-found',
    'not-found',
    ({ code }) => ({ zh: `没有责任网格“${code}”。`, en: `There is no responsibility grid ${code}.` }),
  ),
  outsideDuty: defineProblem<{ communityCode: string }>(
    'geography.outside-duty',
    'forbidden',
    ({ communityCode }) => ({
      zh: `社区 ${communityCode} 不在您的责任区域内。`,
      en: `Community ${communityCode} is not within your areas of duty.`,
    }),
  ),
  draftNotFound: defineProblem<{ id: string }>('geography.draft-not-found', 'not-found', ({ id }) => ({
    zh: `没有编号为“${id}”的网格草稿，或已结束。`,
    en: `There is no draft ${id} of the grid, or it has been closed.`,
  })),
  draftOpen: defineProblem<{ communityCode?: string }>('geography.draft-open', 'conflict', () => ({
    zh: '该社区已有一份编辑中的网格草稿，请在其上继续。',
    en: 'The community has an open draft of its grid already; go on with it.',
  })),
  draftMovedOn: defineProblem<{ version: number; by: string }>(
    'geography.draft-moved-on',
    'conflict',
    ({ by }) => ({
      zh: `草稿已被${by}改动，请看过最新内容后再操作，您的这一步没有执行。`,
      en: `${by} changed the draft meanwhile. Look at it as it is now; your step was not done.`,
    }),
  ),
  operationRefused: defineProblem<{ reason: Sentence }>(
    'geography.operation-refused',
    'invalid',
    ({ reason }) => ({ zh: `不能执行：${reason.zh}。`, en: `This cannot be done: ${reason.en}.` }),
  ),
  nothingToTurn: defineProblem<{ word: 'undo' | 'redo' }>(
    'geography.nothing-to-turn',
    'conflict',
    ({ word }) =>
      word === 'undo'
        ? { zh: '没有可以撤销的操作。', en: 'There is nothing to take back.' }
        : { zh: '没有可以重做的操作。', en: 'There is nothing to do again.' },
  ),
  draftFaulty: defineProblem<{ faults: readonly GridFault[] }>(
    'geography.draft-faulty',
    'conflict',
    ({ faults }) => ({
      zh: `草稿有 ${faults.length} 处错误，改正后才能发布。首处：${faults[0]?.sentence.zh ?? ''}。`,
      en: `The draft has ${faults.length} faults to mend before it can be published. The first: ${faults[0]?.sentence.en ?? ''}.`,
    }),
  ),
  draftStale: defineProblem('geography.draft-stale', 'conflict', () => ({
    zh: '现行网格已另有变化，这份草稿所依据的网格不再有效，不能发布；请另起草稿。',
    en: 'The grid in force has changed since, so the draft no longer fits it and cannot be published; open another one.',
  })),
  draftEmpty: defineProblem('geography.draft-empty', 'conflict', () => ({
    zh: '草稿与现行网格没有差别，无需发布。',
    en: 'The draft does not differ from the grid in force; there is nothing to publish.',
  })),
  publicationPast: defineProblem<{ validFrom: string; today: string }>(
    'geography.publication-past',
    'invalid',
    ({ today }) => ({
      zh: `启用日期不能早于今天（${today}）：过去的网格不改写。`,
      en: `The first day cannot be before today (${today}): the grid of the past is not rewritten.`,
    }),
  ),
}

function sayFinding(finding: Finding | undefined, language: 'zh' | 'en'): string {
  if (finding === undefined) return ''
  const place = language === 'zh' ? `第 ${finding.row} 行` : `row ${finding.row}`
  return `${place}${finding.column === null ? '' : ` ${finding.column}`} ${finding.reason[language]}`
}
