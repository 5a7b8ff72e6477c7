/** What can go wrong with configuration files, in words people read. */
import { defineProblem } from '#domain/problem.ts'

export const ConfigurationProblem = {
  missing: defineProblem('configuration.file-missing', 'invalid', () => ({
    zh: '请以表单上传一个配置压缩包（.zip）。',
    en: 'Upload a configuration archive (.zip) as a form.',
  })),
  unreadable: defineProblem<{ reason: string }>('configuration.unreadable', 'invalid', ({ reason }) => ({
    zh: `这不是可读的配置：${reason}`,
    en: `This is no readable configuration: ${reason}`,
  })),
  faulty: defineProblem<{ count: number; first: string; findings: readonly unknown[] }>(
    'configuration.faulty',
    'invalid',
    ({ count, first }) => ({
      zh: `配置文件有 ${count} 处错误，未导入任何内容；第一处：${first}`,
      en: `The files have ${count} faults and nothing was imported; the first: ${first}`,
    }),
  ),
  nameUnknown: defineProblem<{ section: string; name: string }>(
    'configuration.name-unknown',
    'invalid',
    ({ section, name }) => ({
      zh: `${section}：本县没有名为“${name}”的单位，请先导入单位。`,
      en: `${section}: the county has no organisation called “${name}”; import the organisations first.`,
    }),
  ),
  changed: defineProblem('configuration.changed-meanwhile', 'conflict', () => ({
    zh: '看过差异之后本县的配置又有变化，请重新查看差异再导入。',
    en: 'The configuration of the county changed since the difference was shown; look at it again first.',
  })),
}
