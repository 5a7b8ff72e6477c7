/** Problems that any request can meet, whatever module it reaches. */
import { defineProblem } from '#domain/problem.ts'

export const RequestProblem = {
  invalid: defineProblem<{ issues: readonly { path: string; message: string }[] }>(
    'request.invalid',
    'invalid',
    ({ issues }) => ({
      zh: `提交的内容有误：${issues.map((it) => `${it.path || '正文'}：${it.message}`).join('；')}`,
      en: `The request is not valid: ${issues.map((it) => `${it.path || 'body'}: ${it.message}`).join('; ')}`,
    }),
  ),
  malformed: defineProblem<{ reason: string }>('request.malformed', 'invalid', () => ({
    zh: '提交的正文无法解析，请检查是否为完整的 JSON。',
    en: 'The body cannot be read; check that it is complete JSON.',
  })),
  tooLarge: defineProblem<{ limitBytes?: number }>('request.too-large', 'too-large', ({ limitBytes }) => ({
    zh: `提交的内容过大${limitBytes ? `，上限 ${Math.round(limitBytes / 1048576)} MB` : ''}。`,
    en: `The body is too large${limitBytes ? `; the limit is ${Math.round(limitBytes / 1048576)} MB` : ''}.`,
  })),
  unsupportedType: defineProblem<{ contentType: string }>(
    'request.unsupported-type',
    'invalid',
    ({ contentType }) => ({
      zh: `不支持的内容类型“${contentType}”。`,
      en: `The content type "${contentType}" is not supported.`,
    }),
  ),
  unknownPath: defineProblem<{ method: string; path: string }>(
    'request.unknown-path',
    'not-found',
    ({ method, path }) => ({
      zh: `没有这个地址：${method} ${path}`,
      en: `There is no such address: ${method} ${path}`,
    }),
  ),
  idReused: defineProblem<{ requestId: string }>('request.id-reused', 'conflict', ({ requestId }) => ({
    zh: `请求编号 ${requestId} 已用于另一内容，请换一个新的编号。`,
    en: `The request id ${requestId} was already used for another body; use a new one.`,
  })),
  tooMany: defineProblem<{ retryAfterSeconds: number }>(
    'request.too-many',
    'too-many',
    ({ retryAfterSeconds }) => ({
      zh: `请求过于频繁，请在 ${retryAfterSeconds} 秒后重试。`,
      en: `Too many requests; try again in ${retryAfterSeconds} seconds.`,
    }),
  ),
  stopping: defineProblem('server.stopping', 'unavailable', () => ({
    zh: '服务正在重启，请稍后重试。',
    en: 'The server is restarting; try again shortly.',
  })),
  crossSite: defineProblem('request.cross-site', 'forbidden', () => ({
    zh: '拒绝来自其他网站的写入请求。',
    en: 'A change requested from another site is refused.',
  })),
}

export const AccessProblem = {
  signInNeeded: defineProblem('access.sign-in-needed', 'unauthenticated', () => ({
    zh: '请先登录。',
    en: 'Please sign in first.',
  })),
  notPermitted: defineProblem<{ permission: string }>(
    'access.not-permitted',
    'forbidden',
    ({ permission }) => ({
      zh: `您的岗位没有“${permission}”权限。`,
      en: `Your post does not have the permission "${permission}".`,
    }),
  ),
}

export const StorageProblem = {
  full: defineProblem('storage.full', 'no-room', () => ({
    zh: '服务器磁盘空间不足，暂时不能接收文件；其他工作不受影响，请联系管理员清理或扩容。',
    en: 'The disk of the server is nearly full, so no files are taken for now; other work goes on. Please tell the administrator.',
  })),
}

export const MetricsProblem = {
  closed: defineProblem('metrics.closed', 'forbidden', () => ({
    zh: '运行指标只对本机程序开放；从其他机器读取请设置 JINGWEI_METRICS_TOKEN 并出示该令牌。',
    en: 'Figures of the running house are for programs on this machine; to read them from elsewhere set JINGWEI_METRICS_TOKEN and name it.',
  })),
}

export const DatabaseProblem = {
  unavailable: defineProblem<{ reason: string }>('database.unavailable', 'unavailable', () => ({
    zh: '数据库暂时不可用，请稍后重试，已提交的内容不会丢失。',
    en: 'The database is not available for the moment; try again shortly. Nothing acknowledged is lost.',
  })),
  full: defineProblem('database.full', 'unavailable', () => ({
    zh: '服务器磁盘已满，暂时不能保存改动，查阅不受影响；请联系管理员清理或扩容，之后自动恢复，已提交的内容不会丢失。',
    en: 'The disk of the server is full: no change can be kept for now, reading goes on. Please tell the administrator; it goes on by itself once there is room. Nothing acknowledged is lost.',
  })),
  contended: defineProblem('database.contended', 'conflict', () => ({
    zh: '同一记录正被多人同时修改，请刷新后重试。',
    en: 'The record is being changed by several people at once; reload and try again.',
  })),
}
