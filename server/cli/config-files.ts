/** `jingwei config export` and `jingwei config import`: the configuration of a county as a folder of files or a .zip. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { ConfigurationPreview, SectionResult } from '#domain/configuration/contract.ts'
import { isDemanding } from '#domain/configuration/document-difference.ts'
import { ConfigurationProblem } from '#domain/configuration/problems.ts'
import {
  applyConfiguration,
  type ConfigurationFiles,
  packFiles,
  placeOf,
  previewConfiguration,
  readConfiguration,
  unpackFiles,
} from '#modules/configuration/index.ts'
import { takeOut } from '#platform/audit/take-out.ts'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, type Cli, inHouse, type OpenHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { CliProblem } from './problems.ts'
import type { Terminal } from './terminal.ts'

type Options = { adcode?: string; dryRun?: true; json?: true }

const isArchive = (path: string): boolean => path.toLowerCase().endsWith('.zip')

async function writeFiles(target: string, files: ConfigurationFiles): Promise<void> {
  try {
    if (isArchive(target)) {
      await writeFile(target, packFiles(files))
      return
    }
    await mkdir(target, { recursive: true })
    for (const [name, text] of files) await writeFile(join(target, name), text)
  } catch (error) {
    throw CliProblem.unwritableFile({ file: target, reason: (error as Error).message })
  }
}

async function readSource(source: string): Promise<ConfigurationFiles> {
  const found = await stat(source).catch((error: Error) => {
    throw ConfigurationProblem.unreadable({ reason: error.message })
  })
  if (!found.isDirectory()) return unpackFiles(await readFile(source))
  // A folder may lie in a repository: what is hidden or no JSON is not of the configuration.
  const names = (await readdir(source)).filter((it) => it.endsWith('.json') && !it.startsWith('.')).sort()
  return new Map(
    await Promise.all(names.map(async (it) => [it, await readFile(join(source, it), 'utf8')] as const)),
  )
}

const outcomes = {
  done: { zh: '已导入', en: 'imported' },
  unchanged: { zh: '没有差异', en: 'unchanged' },
  refused: { zh: '被拒绝', en: 'refused' },
  'left-out': { zh: '文件中没有', en: 'not in the files' },
} as const

function tellPreview({ sections, findings }: ConfigurationPreview, { print, label }: Terminal): void {
  for (const it of findings) print(`  ${placeOf(it)}`)
  for (const { title, isIncluded, changes } of sections) {
    const count = changes.filter((it) => it.change !== 'kept').length
    const state = !isIncluded
      ? label(outcomes['left-out'])
      : isDemanding(changes)
        ? label({ zh: `${count} 处差异`, en: `${count} differences` })
        : label(outcomes.unchanged)
    print(`${label(title)}: ${state}`)
    for (const it of changes.filter((one) => one.change !== 'kept')) {
      print(`  ${it.change} ${it.key}`)
      for (const { path, before, after } of it.fields) print(`    ${path} ${before ?? '—'} → ${after ?? '—'}`)
    }
  }
}

function tellResults(results: readonly SectionResult[], { print, label }: Terminal): void {
  for (const { title, outcome, changed, reason } of results)
    print(
      [`${label(title)}: ${label(outcomes[outcome])}`, changed || '', reason ? label(reason) : '']
        .filter(Boolean)
        .join(' '),
    )
}

async function importSource(cli: Cli, source: string, { adcode, dryRun, json }: Options): Promise<void> {
  const { terminal } = cli
  const files = await readSource(source)
  const look = ({ house, actor, adcode: code }: OpenHouse) =>
    previewConfiguration({ db: house.database, adcode: code, now: house.clock.now() }, actor, files)
  if (dryRun) {
    const preview = await inHouse(cli, look, { adcode })
    if (preview.findings.length) cli.exitWith(exitCodes.refusals)
    if (json) return terminal.print(JSON.stringify(preview))
    return tellPreview(preview, terminal)
  }
  const results = await inHouse(
    cli,
    ({ house, actor, adcode: code }) => applyConfiguration({ house, actor, adcode: code, files }),
    { adcode },
  )
  if (results.some((it) => it.outcome === 'refused')) cli.exitWith(exitCodes.refusals)
  if (json) return terminal.print(JSON.stringify(results))
  return tellResults(results, terminal)
}

/** Adds both commands below `jingwei config`. */
export const addConfigFiles: AddCommand = (config, cli) => {
  const { terminal } = cli
  const { label } = terminal
  // `config` has an option `--json` of its own, and takes it wherever it stands.
  const optionsOf = (command: Command): Options => command.optsWithGlobals<Options>()
  config
    .command('export')
    .description(label({ zh: '把本县配置写成文件', en: 'write the configuration of the county to files' }))
    .argument('<target>', label({ zh: '文件夹，或 .zip 文件', en: 'a folder, or a .zip file' }))
    .addOption(adcodeOption(terminal, { zh: '导出这个县的配置', en: 'the county that is exported' }))
    .option('--json', label({ zh: '以一行 JSON 输出结果', en: 'print the result as one line of JSON' }))
    .action(async (target: string, _: Options, command: Command) => {
      const { adcode, json } = optionsOf(command)
      const files = await inHouse(
        cli,
        async ({ house, actor, adcode: code }) => {
          await house.act(actor, takeOut('configuration.export'), {})
          return readConfiguration({ db: house.database, adcode: code, now: house.clock.now() }, actor.name)
        },
        { adcode },
      )
      await writeFiles(target, files)
      const written = files.size
      if (json) return terminal.print(JSON.stringify({ written, target }))
      terminal.print(
        terminal.text({
          zh: `已写入 ${written} 个文件：${target}`,
          en: `${written} files written to ${target}`,
        }),
      )
    })
  config
    .command('import')
    .description(
      label({
        zh: '按文件配置本县，每部分一次操作',
        en: 'bring the county to what files say, an act a section',
      }),
    )
    .argument('<source>', label({ zh: '文件夹，或 .zip 文件', en: 'a folder, or a .zip file' }))
    .addOption(adcodeOption(terminal, { zh: '导入到这个县', en: 'the county it goes into' }))
    .option('--dry-run', label({ zh: '只看差异，不写入', en: 'show the difference and write nothing' }))
    .option('--json', label({ zh: '以一行 JSON 输出结果', en: 'print the result as one line of JSON' }))
    .action((source: string, _: Options, command: Command) => importSource(cli, source, optionsOf(command)))
}
