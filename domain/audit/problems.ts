/** Failures of the audit that are foreseen. */
import { defineProblem } from '../problem.ts'
import { mostExportDays } from './audit-run.ts'

export const AuditProblem = {
  unknownLine: defineProblem('audit.unknown-line', 'not-found', () => ({
    zh: '没有这条审计记录。',
    en: 'There is no such line of the audit.',
  })),
  oneAtATime: defineProblem('audit-run.one-at-a-time', 'conflict', () => ({
    zh: '已有一个正在进行，请等它完成。',
    en: 'One is under way already; wait until it has ended.',
  })),
  days: defineProblem('audit-export.days', 'invalid', () => ({
    zh: `起始日不能晚于截止日，一次最多导出 ${mostExportDays} 天。`,
    en: `The first day is not after the last, and one export holds ${mostExportDays} days at most.`,
  })),
  emptyExport: defineProblem('audit-export.empty', 'not-found', () => ({
    zh: '这段时间没有审计记录。',
    en: 'There is no line of the audit in those days.',
  })),
  unknownExport: defineProblem('audit-export.unknown', 'not-found', () => ({
    zh: '没有这个导出文件，或已过期清除。',
    en: 'There is no such export, or its file has expired.',
  })),
  notReady: defineProblem('audit-export.not-ready', 'conflict', () => ({
    zh: '导出还在进行，请稍候。',
    en: 'The export is still in the making.',
  })),
  notAllowed: defineProblem('audit-export.not-allowed', 'forbidden', () => ({
    zh: '导出人已停用或不再有导出权限。',
    en: 'Whoever asked for the export is disabled or may no longer export.',
  })),
}
