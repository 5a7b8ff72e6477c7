/** What can keep the server from starting, apart from settings and database. */
import { defineProblem } from '#domain/problem.ts'

export const StartProblem = {
  portTaken: defineProblem<{ host: string; port: number }>(
    'server.port-taken',
    'conflict',
    ({ host, port }) => ({
      zh: `端口 ${port}（${host}）已被其他程序占用；请停止该程序，或用 PORT 指定另一端口。`,
      en: `Port ${port} on ${host} is in use by another program; stop it, or choose another port in PORT.`,
    }),
  ),
  portRefused: defineProblem<{ host: string; port: number; reason: string }>(
    'server.port-refused',
    'invalid',
    ({ host, port, reason }) => ({
      zh: `不能在 ${host} 的端口 ${port} 上监听：${reason}；请检查 HOST 和 PORT。`,
      en: `Port ${port} on ${host} cannot be listened on: ${reason}; check HOST and PORT.`,
    }),
  ),
}
