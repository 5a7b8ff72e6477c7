/** What the command line itself refuses, before any module is asked. */
import { defineProblem, type Sentence } from '#domain/problem.ts'

export const CliProblem = {
  usage: defineProblem<{ reason: Sentence }>('cli.usage', 'invalid', ({ reason }) => ({
    zh: `${reason.zh}（用法见 jingwei --help）`,
    en: `${reason.en} (see jingwei --help)`,
  })),
  notMigrated: defineProblem<{ waiting: number }>('cli.not-migrated', 'conflict', ({ waiting }) => ({
    zh: `数据库还有 ${waiting} 项升级没有执行；请先运行 jingwei migrate，或重新启动服务。`,
    en: `The database waits for ${waiting} migrations; run jingwei migrate or start the server again.`,
  })),
  noDemonstration: defineProblem<{ adcode: string }>('cli.no-demonstration', 'not-found', ({ adcode }) => ({
    zh: `${adcode} 不是演示县，没有演示账号；以演示模式首次启动时会在空库中建立。`,
    en: `${adcode} is no demonstration county and has no demonstration accounts; the first start in demonstration mode makes them in an empty database.`,
  })),
  productionMode: defineProblem('cli.production-mode', 'forbidden', () => ({
    zh: '生产模式下不提供演示账号。',
    en: 'There are no demonstration accounts in production.',
  })),
  passwordsNeedFile: defineProblem('cli.passwords-need-file', 'invalid', () => ({
    zh: '请用 --passwords 指明写入一次性密码的新文件；它们只在那里出现一次。',
    en: 'Name a new file for the one-time passwords by --passwords; they are told there and nowhere else.',
  })),
  unreadableFile: defineProblem<{ file: string; reason: string }>(
    'cli.unreadable-file',
    'invalid',
    ({ file, reason }) => ({
      zh: `无法读取文件 ${file}：${reason}`,
      en: `The file ${file} cannot be read: ${reason}`,
    }),
  ),
  unwritableFile: defineProblem<{ file: string; reason: string }>(
    'cli.unwritable-file',
    'invalid',
    ({ file, reason }) => ({
      zh: `无法写入文件 ${file}：${reason}`,
      en: `The file ${file} cannot be written: ${reason}`,
    }),
  ),
}
