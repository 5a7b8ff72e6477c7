/** What can go wrong with cameras, with watching them, and with what was seen. */
import { defineProblem, type Sentence } from '../problem.ts'

export const CameraProblem = {
  unknown: defineProblem<{ id: string }>('camera.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个探头：${id}`,
    en: `There is no such camera: ${id}`,
  })),
  changed: defineProblem('camera.changed', 'conflict', () => ({
    zh: '这个探头已被他人更改，请刷新。',
    en: 'Somebody else changed this camera meanwhile; reload.',
  })),
  codeTaken: defineProblem<{ code: string }>('camera.code-taken', 'conflict', ({ code }) => ({
    zh: `已有编码为“${code}”的探头。`,
    en: `There is a camera with the code "${code}" already.`,
  })),
  outsideCounty: defineProblem('camera.outside-county', 'invalid', () => ({
    zh: '探头位置不在本县范围内，请检查坐标与坐标系。',
    en: 'The camera lies outside the county; check the position and its datum.',
  })),
  addressRefused: defineProblem<{ field: string; reason: Sentence }>(
    'camera.address-refused',
    'invalid',
    ({ reason }) => ({
      zh: `视频地址不能登记：${reason.zh}。`,
      en: `The address cannot be registered: ${reason.en}.`,
    }),
  ),
  notYours: defineProblem('camera.not-yours', 'forbidden', () => ({
    zh: '这个探头不在您的责任区域内，或只对值班长与领导开放。',
    en: 'This camera lies outside your areas, or is for shift leaders and leaders only.',
  })),
  noStream: defineProblem('camera.no-stream', 'conflict', () => ({
    zh: '这个探头没有登记视频地址，没有画面可看。',
    en: 'No stream is registered for this camera, so there is no picture.',
  })),
  outOfUse: defineProblem('camera.out-of-use', 'conflict', () => ({
    zh: '这个探头已停用，不能观看。',
    en: 'This camera has ended and cannot be watched.',
  })),
  watchOver: defineProblem('camera.watch-over', 'conflict', () => ({
    zh: '这次观看已结束，请重新打开探头。',
    en: 'This watch is over; open the camera again.',
  })),
  unreachable: defineProblem<{ reason: Sentence }>('camera.unreachable', 'unavailable', ({ reason }) => ({
    zh: `视频源没有画面：${reason.zh}。`,
    en: `The source of the video gives no picture: ${reason.en}.`,
  })),
  noSnapshot: defineProblem('camera.no-snapshot', 'conflict', () => ({
    zh: '这个探头没有登记截图地址。',
    en: 'No snapshot address is registered for this camera.',
  })),
  fileMissing: defineProblem('camera.file-missing', 'invalid', () => ({
    zh: '请选择 Excel（.xlsx）或 CSV 文件。',
    en: 'Choose an Excel (.xlsx) or CSV file.',
  })),
  fileFaulty: defineProblem<{ faults: number }>('camera.file-faulty', 'invalid', ({ faults }) => ({
    zh: `文件有 ${faults} 处错误，未作任何改动。`,
    en: `The file has ${faults} faults; nothing was changed.`,
  })),
}

export const FindingProblem = {
  unknown: defineProblem<{ id: string }>('finding.unknown', 'not-found', ({ id }) => ({
    zh: `没有这条视频发现：${id}`,
    en: `There is no such finding: ${id}`,
  })),
  reviewed: defineProblem('finding.reviewed', 'conflict', () => ({
    zh: '这条视频发现已由他人审核。',
    en: 'Somebody else reviewed this finding already.',
  })),
}
