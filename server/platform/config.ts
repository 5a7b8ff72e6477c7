/**
 * Settings of the house, typed and explained in one table. They come from the environment, or from one JSON
 * file named by JINGWEI_CONFIG; the environment wins. `jingwei config` prints them with where each came from.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { defineProblem, type Sentence } from '#domain/problem.ts'

type Setting<T extends z.ZodType> = { schema: T; about: Sentence; secret?: true }

const setting = <T extends z.ZodType>(schema: T, about: Sentence, secret?: true): Setting<T> =>
  secret ? { schema, about, secret } : { schema, about }

/** Every setting: its schema with default, and what it is for. */
export const settings = {
  PORT: setting(z.coerce.number().int().min(0).max(65535).default(8080), {
    zh: '服务端口，0 表示任选空闲端口',
    en: 'port to serve on; 0 takes any free one',
  }),
  HOST: setting(z.string().default('0.0.0.0'), { zh: '监听地址', en: 'address to listen on' }),
  JINGWEI_DATA: setting(z.string().default('./data'), {
    zh: '数据目录：内嵌数据库、照片、密钥',
    en: 'data folder: embedded database, photos, secrets',
  }),
  DATABASE_URL: setting(
    z.string().optional(),
    {
      zh: '外部 PostgreSQL（15 及以上）的连接串；主库和备库的主机用逗号并列；不填则使用内嵌数据库',
      en: 'URL of a PostgreSQL server (15 or newer), or of a primary and its standbys with commas between the hosts; without it the embedded one is used',
    },
    true,
  ),
  DATABASE_OWNER_URL: setting(
    z.string().optional(),
    {
      zh: '数据表所有者的连接串，只用于升级数据库；不填则以 DATABASE_URL 升级，程序另以 jingwei_app 角色工作',
      en: 'URL of the owner of the tables, for migrations alone; without it DATABASE_URL migrates, and the program works as the role jingwei_app',
    },
    true,
  ),
  JINGWEI_AUDIT_FOLDER: setting(z.string().optional(), {
    zh: '审计封存的第二处（如挂载的异机共享目录）；封存的链头除数据目录外也写入此处',
    en: 'second place for seals of the audit, such as a mounted share of another machine, beside the data folder',
  }),
  JINGWEI_MODE: setting(z.enum(['demonstration', 'production']).default('demonstration'), {
    zh: 'demonstration 演示：空库自动装入演示县；production 生产：拒绝演示账号与可拨动的时钟',
    en: 'demonstration seeds an empty database; production refuses demonstration accounts and the turned clock',
  }),
  JINGWEI_ADCODE: setting(
    z
      .string()
      .regex(/^\d{6}$/)
      .default('530127'),
    {
      zh: '本县六位行政区划代码',
      en: "the county's six-digit division code",
    },
  ),
  JINGWEI_LOG_LEVEL: setting(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    { zh: '日志级别', en: 'log level' },
  ),
  JINGWEI_DATABASE_POOL: setting(z.coerce.number().int().min(2).max(200).default(16), {
    zh: '数据库连接池大小',
    en: 'connections in the database pool',
  }),
  JINGWEI_SESSION_HOURS: setting(z.coerce.number().positive().default(12), {
    zh: '登录会话最长时间（小时）',
    en: 'longest life of a session, in hours',
  }),
  JINGWEI_SESSION_IDLE_MINUTES: setting(z.coerce.number().min(0).default(30), {
    zh: '多久无人操作后会话失效（分钟），0 表示不限',
    en: 'after how many minutes without use a session ends; 0 means never before its longest life',
  }),
  JINGWEI_SECURE_COOKIES: setting(z.enum(['auto', 'always']).default('auto'), {
    zh: '会话 Cookie 是否只走 HTTPS：auto 按请求判断，always 一律要求',
    en: 'whether the session cookie demands HTTPS: auto follows the request, always insists',
  }),
  JINGWEI_TRUSTED_PROXIES: setting(z.string().optional(), {
    zh: '可信的反向代理（地址或网段，逗号分隔）；只有它们报告的来访地址才被采信',
    en: 'reverse proxies whose word about the address of a caller is taken: addresses or ranges, with commas',
  }),
  JINGWEI_REQUESTS_PER_ADDRESS: setting(z.coerce.number().int().min(0).default(30_000), {
    zh: '同一地址每分钟最多请求数（整个中心常共用一个出口地址）；0 表示不限',
    en: 'requests a minute from one address (a whole centre often shares one); 0 sets no limit',
  }),
  JINGWEI_REQUESTS_PER_PERSON: setting(z.coerce.number().int().min(0).default(3_000), {
    zh: '每人每分钟最多请求数；0 表示不限',
    en: 'requests a minute of one person; 0 sets no limit',
  }),
  JINGWEI_REQUESTS_PER_KEY: setting(z.coerce.number().int().min(0).default(3_000), {
    zh: '程序所用的每个令牌或密钥每分钟最多请求数；0 表示不限',
    en: 'requests a minute with one token or key of a program; 0 sets no limit',
  }),
  JINGWEI_UPLOADS_PER_MINUTE: setting(z.coerce.number().int().min(0).default(120), {
    zh: '每人每分钟最多上传文件数；0 表示不限',
    en: 'files one person may upload in a minute; 0 sets no limit',
  }),
  JINGWEI_UPLOADS_PER_DAY: setting(z.coerce.number().int().min(0).default(3_000), {
    zh: '每人每天最多上传文件数；0 表示不限',
    en: 'files one person may upload in a day; 0 sets no limit',
  }),
  JINGWEI_UPLOAD_MEGABYTES_PER_DAY: setting(z.coerce.number().int().min(0).default(20_000), {
    zh: '每人每天最多上传的兆字节数；0 表示不限',
    en: 'megabytes one person may upload in a day; 0 sets no limit',
  }),
  JINGWEI_DISK_RESERVE_MEGABYTES: setting(z.coerce.number().int().min(0).default(512), {
    zh: '磁盘保留空间（兆字节）：剩余空间低于它时不再接收上传，数据库才写得下去',
    en: 'megabytes of disk kept free: below it no upload is taken, so that the database can still write',
  }),
  JINGWEI_KEY_RING: setting(z.string().optional(), {
    zh: '密钥环文件（如挂载的机密文件）；不填则为数据目录下 secrets/key-ring.json，首次启动时生成',
    en: 'file of the key ring (a mounted secret, say); without it secrets/key-ring.json in the data folder, made at the first start',
  }),
  JINGWEI_KEY_COMMAND: setting(z.string().optional(), {
    zh: '向密钥服务索取密钥环的命令（程序和参数，以空格分隔，不经 shell），其标准输出即密钥环',
    en: 'command that asks a key service for the key ring and prints it (program and arguments with spaces between, no shell)',
  }),
  JINGWEI_CIPHERS: setting(z.enum(['aes', 'sm']).default('aes'), {
    zh: '新密钥的算法：aes（AES-256-GCM、SHA-256、Ed25519）或国密 sm（SM4、SM3、SM2）',
    en: 'algorithms of new keys: aes (AES-256-GCM, SHA-256, Ed25519) or sm, the national ones (SM4, SM3, SM2)',
  }),
  JINGWEI_VIDEO_HOSTS: setting(z.string().optional(), {
    zh: '允许取视频的主机（主机名或 主机:端口，逗号分隔）；不填则除本机与链路地址外均可',
    en: 'hosts that video may be taken from (name or name:port, with commas); without it any but this machine and its link',
  }),
  JINGWEI_BACKUP: setting(z.enum(['auto', 'on', 'off']).default('auto'), {
    zh: '是否定时备份：auto 生产模式备份、演示模式不备份',
    en: 'whether copies are made by the clock: auto does in production and not in demonstration',
  }),
  JINGWEI_BACKUP_FOLDER: setting(z.string().optional(), {
    zh: '备份放在哪里，最好是另一台机器的盘；不填则为数据目录下的 backups',
    en: 'where copies go, best a disk of another machine; without it backups in the data folder',
  }),
  JINGWEI_BACKUP_HOURS: setting(
    z
      .string()
      .regex(/^([01]?\d|2[0-3])(,([01]?\d|2[0-3]))*$/)
      .default('1'),
    {
      zh: '每天几点半备份（北京时间，逗号分隔）',
      en: 'hours of the day in China at whose half a copy is made, with commas',
    },
  ),
  JINGWEI_BACKUP_KEEP: setting(z.coerce.number().int().min(1).max(1000).default(14), {
    zh: '保留最近多少份备份',
    en: 'how many of the newest copies are kept',
  }),
  JINGWEI_BACKUP_KEYS: setting(z.enum(['with', 'without']).default('without'), {
    zh: '备份中是否含系统密钥（secrets 目录）：without 密钥须另行保管',
    en: 'whether copies hold the keys of the installation (folder secrets): without them they are kept apart',
  }),
  JINGWEI_BACKUP_FRESH_DAYS: setting(z.coerce.number().int().min(1).max(366).default(28), {
    zh: '照片归档多少天后重新打包，已清除的照片随之离开备份',
    en: 'days after which photos are packed anew, by which what was erased leaves the copies',
  }),
  JINGWEI_METRICS_TOKEN: setting(
    z.string().min(16).optional(),
    {
      zh: '读取运行指标 /metrics 的令牌（16 位以上）；不填则只有本机程序可直接读取',
      en: 'token for reading the figures at /metrics (16 characters or more); without it only programs on this machine may',
    },
    true,
  ),
  JINGWEI_TRACES_URL: setting(z.url().optional(), {
    zh: 'OpenTelemetry 接收地址（OTLP/HTTP，如 http://127.0.0.1:4318/v1/traces）；不填则不采集链路',
    en: 'OpenTelemetry receiver (OTLP over HTTP, e.g. http://127.0.0.1:4318/v1/traces); without it nothing is traced',
  }),
  JINGWEI_TRACES_SHARE: setting(z.coerce.number().min(0).max(1).default(1), {
    zh: '采集链路的请求比例（0–1）',
    en: 'share of requests that are traced, from 0 to 1',
  }),
  JINGWEI_SLOW_MILLISECONDS: setting(z.coerce.number().min(0).default(500), {
    zh: '超过该毫秒数的数据库语句记为慢语句并取其执行计划；0 表示不记',
    en: 'a statement that takes longer than so many milliseconds is kept with its plan (jingwei slow); 0 keeps none',
  }),
} as const

type SettingName = keyof typeof settings
type Values = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> }

export type Config = {
  readonly values: Values
  /** Where each value came from. */
  readonly origins: Readonly<Record<SettingName, 'environment' | 'file' | 'default'>>
}

const ConfigProblem = {
  invalid: defineProblem<{ name: string; reason: string }>(
    'config.invalid',
    'invalid',
    ({ name, reason }) => ({
      zh: `设置 ${name} 无效：${reason}`,
      en: `The setting ${name} is not valid: ${reason}`,
    }),
  ),
  unreadable: defineProblem<{ file: string; reason: string }>(
    'config.unreadable',
    'invalid',
    ({ file, reason }) => ({
      zh: `无法读取设置文件 ${file}：${reason}`,
      en: `The settings file ${file} cannot be read: ${reason}`,
    }),
  ),
}

function readFile(file: string | undefined): Record<string, unknown> {
  if (!file) return {}
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw ConfigProblem.unreadable({ file, reason: error instanceof Error ? error.message : String(error) })
  }
}

/** Reads the settings; throws `config.invalid` or `config.unreadable` with the reason. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const file = readFile(environment['JINGWEI_CONFIG'])
  const unknown = Object.keys(file).find((name) => !(name in settings))
  if (unknown) throw ConfigProblem.invalid({ name: unknown, reason: 'unknown setting' })
  const values: Record<string, unknown> = {}
  const origins: Record<string, string> = {}
  for (const [name, { schema }] of Object.entries(settings)) {
    const given = environment[name] === '' ? undefined : environment[name]
    const raw = given ?? file[name]
    const parsed = schema.safeParse(raw)
    if (!parsed.success)
      throw ConfigProblem.invalid({ name, reason: parsed.error.issues.map((it) => it.message).join('; ') })
    values[name] = parsed.data
    origins[name] = given !== undefined ? 'environment' : name in file ? 'file' : 'default'
  }
  values['JINGWEI_DATA'] = resolve(String(values['JINGWEI_DATA']))
  return { values, origins } as Config
}
