/** `jingwei config`: every setting, its value, where that came from and what it is for. */
import { type Config, settings } from '#platform/config.ts'
import type { AddCommand } from './cli.ts'
import { addConfigFiles } from './config-files.ts'
import { tableLines } from './terminal.ts'

const names = Object.keys(settings) as (keyof typeof settings)[]

const isSecret = (name: keyof typeof settings): boolean => 'secret' in settings[name]

const shown = (name: keyof typeof settings, value: unknown): unknown =>
  value === undefined ? null : isSecret(name) ? '******' : value

/** The settings with their values, secrets hidden. */
export const toSettingsView = ({ values, origins }: Config) =>
  names.map((name) => ({
    name,
    value: shown(name, values[name]),
    from: origins[name],
    about: settings[name].about,
  }))

const originNames = {
  environment: { zh: '环境变量', en: 'environment' },
  file: { zh: '设置文件', en: 'file' },
  default: { zh: '默认', en: 'default' },
} as const

const defaultOf = (name: keyof typeof settings): string => {
  const parsed = settings[name].schema.safeParse(undefined)
  return parsed.success && parsed.data !== undefined ? `\`${parsed.data}\`` : '–'
}

/** The table of settings as it stands in the operating guide. */
export const settingsTable = (): string =>
  [
    '| setting | default | what it is for |',
    '|---|---|---|',
    ...names.map(
      (name) =>
        `| \`${name}\` | ${defaultOf(name)} | ${settings[name].about.zh} ${settings[name].about.en} |`,
    ),
  ].join('\n')

export const addConfig: AddCommand = (program, cli) => {
  const { terminal } = cli
  const config = program
    .command('config')
    .helpCommand(false)
    .description(
      terminal.label({ zh: '显示各项设置及其来源', en: 'show the settings and where each comes from' }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .option(
      '--markdown',
      terminal.label({ zh: '输出设置说明表', en: 'print the table of the operating guide' }),
    )
    .action(({ json, markdown }: { json?: true; markdown?: true }) => {
      if (markdown) return terminal.print(settingsTable())
      const view = toSettingsView(cli.config())
      if (json) return terminal.print(JSON.stringify(view, null, 2))
      for (const line of tableLines([
        [
          { zh: '设置', en: 'setting' },
          { zh: '值', en: 'value' },
          { zh: '来源', en: 'from' },
          { zh: '说明', en: 'about' },
        ].map(terminal.label),
        ...view.map((it) => [
          it.name,
          String(it.value ?? '–'),
          terminal.label(originNames[it.from]),
          terminal.label(it.about),
        ]),
      ]))
        terminal.print(line)
    })
  addConfigFiles(config, cli)
}
