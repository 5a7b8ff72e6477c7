/** What can stand in the way of a backup, a restore or a move; every sentence says what the operator can do. */
import { defineProblem } from '#domain/problem.ts'

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1048576)} MB`

export const BackupProblem = {
  noKey: defineProblem('backup.no-key', 'conflict', () => ({
    zh: '还没有备份密钥：请先运行 jingwei backup key --out 文件，并把该文件保存在这台机器之外。',
    en: 'There is no backup key yet: run jingwei backup key --out FILE and keep that file away from this machine.',
  })),
  keyExists: defineProblem('backup.key-exists', 'conflict', () => ({
    zh: '已有备份密钥；换用新密钥请加 --replace，旧密钥文件仍要保留，以便恢复旧备份。',
    en: 'There is a backup key already; --replace makes another. Keep the old file: it opens the older backups.',
  })),
  keyFileUnusable: defineProblem<{ file: string; reason: string }>(
    'backup.key-file-unusable',
    'invalid',
    ({ file, reason }) => ({
      zh: `备份密钥文件 ${file} 不能使用：${reason}`,
      en: `The backup key file ${file} cannot be used: ${reason}`,
    }),
  ),
  wrongKey: defineProblem('backup.wrong-key', 'forbidden', () => ({
    zh: '这把密钥打不开这份备份：备份是用另一把密钥加密的。什么也没有改变。',
    en: 'This key does not open this backup: it was made for another key. Nothing was changed.',
  })),
  underWay: defineProblem('backup.under-way', 'conflict', () => ({
    zh: '另一次备份正在进行，请待其结束。',
    en: 'Another backup is under way; wait for its end.',
  })),
  noSpace: defineProblem<{ folder: string; neededBytes: number; freeBytes: number }>(
    'backup.no-space',
    'too-large',
    ({ folder, neededBytes, freeBytes }) => ({
      zh: `${folder} 的空间不够：需要 ${megabytes(neededBytes)}，只剩 ${megabytes(freeBytes)}。`,
      en: `There is not enough space in ${folder}: ${megabytes(neededBytes)} are needed, ${megabytes(freeBytes)} are free.`,
    }),
  ),
  unwritable: defineProblem<{ folder: string; reason: string }>(
    'backup.unwritable',
    'invalid',
    ({ folder, reason }) => ({
      zh: `无法写入 ${folder}：${reason}`,
      en: `${folder} cannot be written: ${reason}`,
    }),
  ),
  notACopy: defineProblem<{ folder: string; reason: string }>(
    'backup.not-a-copy',
    'not-found',
    ({ folder, reason }) => ({
      zh: `${folder} 不是一份完整的备份：${reason}。什么也没有改变。`,
      en: `${folder} is not a complete backup: ${reason}. Nothing was changed.`,
    }),
  ),
  foreign: defineProblem<{ folder: string }>('backup.foreign', 'forbidden', ({ folder }) => ({
    zh: `${folder} 的清单签名不符：它不是本系统所做的备份，或清单被改动过。什么也没有改变。`,
    en: `The manifest in ${folder} is not signed by this installation: it is a foreign backup, or was altered. Nothing was changed.`,
  })),
  damaged: defineProblem<{ part: string; reason: string }>(
    'backup.damaged',
    'invalid',
    ({ part, reason }) => ({
      zh: `备份已损坏：${part}（${reason}）。什么也没有改变；请改用另一份备份。`,
      en: `The backup is damaged: ${part} (${reason}). Nothing was changed; use another backup.`,
    }),
  ),
  newer: defineProblem<{ made: string; here: string }>('backup.newer', 'conflict', ({ made, here }) => ({
    zh: `这份备份由更新的程序版本（${made}）所做，本程序是 ${here}；请用新版本程序恢复。什么也没有改变。`,
    en: `The backup was made by a newer version (${made}) than this one (${here}); restore it with that version. Nothing was changed.`,
  })),
  older: defineProblem<{ made: string; newest: string }>('backup.older', 'conflict', ({ made, newest }) => ({
    zh: `这不是最新的备份（${made}）：旁边还有 ${newest}。确要恢复旧的，请加 --older。什么也没有改变。`,
    en: `This is not the newest backup (${made}): there is ${newest} beside it. Say --older to restore the old one. Nothing was changed.`,
  })),
  otherDatabase: defineProblem<{ made: string; here: string }>(
    'backup.other-database',
    'conflict',
    ({ made, here }) => ({
      zh: `备份来自 ${made}，而这里是 ${here}，文件级备份不能恢复到不同的主版本；请用当时的程序版本恢复后，再用 jingwei move 迁到服务器。`,
      en: `The backup is of ${made} and this is ${here}; a copy of files cannot be restored across major versions. Restore it with the release of that time, then use jingwei move.`,
    }),
  ),
  dataPresent: defineProblem<{ folder: string }>('backup.data-present', 'conflict', ({ folder }) => ({
    zh: `${folder} 中已有数据，没有改动。要以备份替换，请加 --replace：现有数据会先移到一旁，不会删除。`,
    en: `${folder} holds data, which was not touched. Say --replace to put the backup in its place: today's data are moved aside first, never deleted.`,
  })),
  databaseNotEmpty: defineProblem<{ what: string }>('backup.database-not-empty', 'conflict', ({ what }) => ({
    zh: `目标数据库不是空的（${what}），没有改动；请建立一个新的空数据库。`,
    en: `The target database is not empty (${what}) and was not touched; make a new, empty one.`,
  })),
  needsDatabase: defineProblem('backup.needs-database', 'conflict', () => ({
    zh: '这份备份是数据库服务器的导出，请设置 DATABASE_URL 指向一个空数据库后再恢复。',
    en: 'This backup is a dump of a database server: name an empty database in DATABASE_URL to restore it.',
  })),
  needsNoDatabase: defineProblem('backup.needs-no-database', 'conflict', () => ({
    zh: '这份备份是内嵌数据库的：请不设 DATABASE_URL 恢复，然后用 jingwei move 迁到服务器。',
    en: 'This backup is of the embedded database: restore it without DATABASE_URL, then use jingwei move.',
  })),
  toolMissing: defineProblem<{ program: string }>('backup.tool-missing', 'unavailable', ({ program }) => ({
    zh: `本机没有 ${program}；请安装与数据库服务器同版本的 PostgreSQL 客户端（Debian：postgresql-client）。`,
    en: `${program} is not installed here; install the PostgreSQL client of the server's version (Debian: postgresql-client).`,
  })),
  toolFailed: defineProblem<{ program: string; reason: string }>(
    'backup.tool-failed',
    'unavailable',
    ({ program, reason }) => ({ zh: `${program} 失败：${reason}`, en: `${program} failed: ${reason}` }),
  ),
  differs: defineProblem<{ what: string }>('backup.differs', 'conflict', ({ what }) => ({
    zh: `逐表核对不一致（${what}），已撤销，原数据库未改动；请重新运行。`,
    en: `The comparison found a difference (${what}); everything was undone and the source is as it was. Run it again.`,
  })),
}
