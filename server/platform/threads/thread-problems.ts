/** Why work that was given to a thread of its own came to no end. */
import { defineProblem } from '#domain/problem.ts'

export const ThreadProblem = {
  busy: defineProblem('work.busy', 'unavailable', () => ({
    zh: '正在处理的文件过多，请稍后再试。',
    en: 'Too many files are being read; try again in a while.',
  })),
  tooLong: defineProblem<{ seconds: number }>('work.too-long', 'too-large', ({ seconds }) => ({
    zh: `文件处理超过 ${seconds} 秒，已停止。请把它分成几个，图形请先化简。`,
    en: `The file took more than ${seconds} seconds and was given up. Use several files, and simplify shapes first.`,
  })),
  tooMuchMemory: defineProblem('work.too-much-memory', 'too-large', () => ({
    zh: '文件展开后过大，请改用 CSV 或分成几个文件。',
    en: 'The file is too large once it is unfolded; use CSV, or several files.',
  })),
  cancelled: defineProblem('work.cancelled', 'unavailable', () => ({
    zh: '请求已中断，处理随之停止。',
    en: 'The request was given up, and so was its work.',
  })),
}
