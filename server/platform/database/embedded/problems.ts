/** What can go wrong before there is a database to speak to; every sentence says what the operator can do. */
import { defineProblem } from '#domain/problem.ts'

export const DatabaseProblem = {
  /** `pid` is 0 where the owner cannot be seen. */
  alreadyOwned: defineProblem<{ pid: number; dataFolder: string }>(
    'database.already-owned',
    'conflict',
    ({ pid, dataFolder }) => ({
      zh: `数据目录 ${dataFolder} 正由${pid ? `进程 ${pid} ` : '本机看不见的进程（如另一容器）'}使用，不能再启动第二个；请先停止它，或换一个数据目录（JINGWEI_DATA）。`,
      en: `The data folder ${dataFolder} is in use by ${pid ? `process ${pid}` : 'a process that cannot be seen from here, as in another container'}; stop it first, or name another folder in JINGWEI_DATA.`,
    }),
  ),
  tooOld: defineProblem<{ version: string; atLeast: number }>(
    'database.too-old',
    'unavailable',
    ({ version, atLeast }) => ({
      zh: `DATABASE_URL 所指的 PostgreSQL 版本是 ${version}，至少需要 ${atLeast}。`,
      en: `The PostgreSQL of DATABASE_URL is version ${version}; at least ${atLeast} is needed.`,
    }),
  ),
  unreachable: defineProblem<{ reason: string }>('database.unreachable', 'unavailable', ({ reason }) => ({
    zh: `连接不上 DATABASE_URL 所指的数据库：${reason}`,
    en: `The database of DATABASE_URL cannot be reached: ${reason}`,
  })),
  noProgramRole: defineProblem<{ role: string; login: string; reason: string }>(
    'database.no-program-role',
    'unavailable',
    ({ role, login, reason }) => ({
      zh: `程序的数据库角色 ${role} 不能使用：${reason}。请由数据库管理员执行：create role ${role} nologin; grant ${role} to "${login}";`,
      en: `The program's database role ${role} cannot be used: ${reason}. Let an administrator of the database say: create role ${role} nologin; grant ${role} to "${login}";`,
    }),
  ),
  noProgram: defineProblem<{ platform: string; reason: string }>(
    'database.no-program',
    'unavailable',
    ({ platform, reason }) => ({
      zh: `本平台（${platform}）没有可用的内嵌 PostgreSQL：${reason}。请重新执行 npm install，或用 DATABASE_URL 指定一台 PostgreSQL。`,
      en: `There is no embedded PostgreSQL to run on ${platform}: ${reason}. Run npm install again, or name a server in DATABASE_URL.`,
    }),
  ),
  notStarted: defineProblem<{ reason: string; logFolder: string }>(
    'database.not-started',
    'unavailable',
    ({ reason, logFolder }) => ({
      zh: `内嵌数据库未能启动：${reason}（日志目录：${logFolder}）`,
      en: `The embedded database did not start: ${reason} (its logs are in ${logFolder})`,
    }),
  ),
  notAnswering: defineProblem<{ pid: number }>('database.not-answering', 'unavailable', ({ pid }) => ({
    zh: `内嵌数据库的进程 ${pid} 还在，但没有应答；请稍候再试，或结束该进程后重新启动。`,
    en: `The embedded database runs as process ${pid} but does not answer; wait, or end that process and start again.`,
  })),
  noAccountToRunAs: defineProblem<{ reason: string }>(
    'database.no-account-to-run-as',
    'unavailable',
    ({ reason }) => ({
      zh: `PostgreSQL 不允许以 root 身份运行，而本机既不能使用用户命名空间，也不能改用普通用户：${reason}。请以普通用户启动，或用 DATABASE_URL 指定一台 PostgreSQL。`,
      en: `PostgreSQL refuses to run as root, and neither a user namespace nor another account can be used here: ${reason}. Start as an ordinary user, or name a server in DATABASE_URL.`,
    }),
  ),
  foreignFolder: defineProblem<{ folder: string; reason: string }>(
    'database.foreign-folder',
    'forbidden',
    ({ folder, reason }) => ({
      zh: `目录 ${folder} 不能由当前用户使用：${reason}`,
      en: `The folder ${folder} cannot be used by this user: ${reason}`,
    }),
  ),
  moved: defineProblem<{ to: string; at: string; file: string }>(
    'database.moved',
    'conflict',
    ({ to, at, file }) => ({
      zh: `这里的内嵌数据库已于 ${at} 迁到 ${to}；请设置 DATABASE_URL。确要退回旧数据，请删除 ${file}。`,
      en: `The embedded database here was moved to ${to} at ${at}: name it in DATABASE_URL. To go back to the old records, delete ${file}.`,
    }),
  ),
  otherMajorVersion: defineProblem<{ found: string; brought: string }>(
    'database.other-major-version',
    'conflict',
    ({ found, brought }) => ({
      zh: `数据目录由 PostgreSQL ${found} 建立，本程序自带的是 ${brought}；请先用原版本导出，或以 DATABASE_URL 运行。`,
      en: `The data folder was made by PostgreSQL ${found}, this release brings ${brought}; export with the older release first, or use DATABASE_URL.`,
    }),
  ),
  passwordLost: defineProblem<{ file: string }>('database.password-lost', 'unavailable', ({ file }) => ({
    zh: `内嵌数据库的口令文件 ${file} 缺失或与数据库不符；请从备份中恢复该文件。`,
    en: `The password file ${file} of the embedded database is missing or does not match; restore it from a backup.`,
  })),
}
