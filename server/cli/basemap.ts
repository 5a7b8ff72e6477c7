/** `jingwei basemap`: files of base maps that are too large for a browser, from the machine of the installation. */
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { Option } from 'commander'
import { BaseMapInput, tileDatums } from '#domain/basemap/base-map.ts'
import { createBaseMapEndpoint } from '#domain/basemap/contract.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { baseMapFiles, bringTileFile, createBaseMap } from '#modules/basemap/index.ts'
import { baseMapsFolder } from '../configured-house.ts'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, type Cli, inHouse } from './cli.ts'
import { parseInput } from './parse-input.ts'
import { CliProblem } from './problems.ts'

type Options = {
  name?: string
  reviewNumber?: string
  attribution?: string
  datum: (typeof tileDatums)[number]
  adcode?: string
  json?: true
}

async function requireReadable(file: string): Promise<void> {
  await access(file).catch((error: unknown) => {
    throw CliProblem.unreadableFile({ file, reason: (error as Error).message })
  })
}

/** Keeps the file and adds a base map that is drawn from it. */
async function importBaseMap(cli: Cli, file: string, options: Options) {
  // What can be refused is refused before a large file is read.
  parseInput(BaseMapInput.pick({ reviewNumber: true }), { reviewNumber: options.reviewNumber ?? null })
  await requireReadable(file)
  const files = baseMapFiles(baseMapsFolder(cli.config().values))
  return inHouse(
    cli,
    async ({ house, actor, adcode }) => {
      const { act, database: db, clock } = house
      const onDate = chinaDayOf(clock.now())
      const kept = await bringTileFile(
        { db, act, actor, adcode, files, onDate },
        basename(file),
        createReadStream(file),
      )
      const name = options.name ?? (kept.name || kept.fileName.replace(/\.[^.]*$/, ''))
      const input = parseInput(createBaseMapEndpoint.body, {
        name,
        source: { kind: 'file', fileId: kept.id },
        datum: options.datum,
        minZoom: kept.minZoom,
        maxZoom: kept.maxZoom,
        attribution: options.attribution ?? kept.attribution,
        reviewNumber: options.reviewNumber ?? null,
      })
      const { id } = await act(actor, createBaseMap, input, { adcode })
      const { format, tileType, minZoom, maxZoom, bytes } = kept
      return { id, name, format, tileType, minZoom, maxZoom, bytes }
    },
    { adcode: options.adcode },
  )
}

export const addBasemap: AddCommand = (program, cli) => {
  const { terminal } = cli
  const { label } = terminal
  program
    .command('basemap')
    .helpCommand(false)
    .description(label({ zh: '底图', en: 'base maps' }))
    .command('import')
    .description(
      label({
        zh: '导入底图文件（MBTiles、PMTiles、GeoPackage 瓦片）',
        en: 'bring in a file of tiles (MBTiles, PMTiles, GeoPackage)',
      }),
    )
    .argument('<file>', label({ zh: '文件', en: 'the file' }))
    .option('--name <name>', label({ zh: '名称', en: 'its name' }))
    .option('--review-number <number>', label({ zh: '审图号', en: 'its review number' }))
    .option('--attribution <text>', label({ zh: '来源说明', en: 'whose map it is' }))
    .addOption(
      new Option('--datum <datum>', label({ zh: '瓦片坐标系', en: 'datum of the tiles' }))
        .choices([...tileDatums])
        .default('cgcs2000'),
    )
    .addOption(adcodeOption(terminal, { zh: '导入到这个县', en: 'the county it is for' }))
    .option('--json', label({ zh: '以一行 JSON 输出结果', en: 'print the result as one line of JSON' }))
    .action(async (file: string, options: Options) => {
      const added = await importBaseMap(cli, file, options)
      if (options.json) return terminal.print(JSON.stringify(added))
      const { name, minZoom, maxZoom } = added
      terminal.print(
        terminal.text({
          zh: `已新增底图“${name}”（${minZoom}–${maxZoom} 级）。在“系统管理 · 底图”中设为默认。`,
          en: `The base map "${name}" (zoom ${minZoom} to ${maxZoom}) was added; make it the first under Administration, Base maps.`,
        }),
      )
    })
}
