/** `jingwei export`: what an installation holds, as files that it can read again. */
import { takeOut } from '#platform/audit/take-out.ts'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, inHouse } from './cli.ts'
import { exporters } from './exporters.ts'
import { writing } from './write-file.ts'

type Options = { adcode?: string; json?: true }

export const addExport: AddCommand = (program, cli) => {
  const { terminal } = cli
  const { label } = terminal
  const parent = program
    .command('export')
    .helpCommand(false)
    .description(label({ zh: '导出数据', en: 'export to files' }))
  for (const exporter of exporters)
    parent
      .command(exporter.noun)
      .description(label(exporter.about))
      .argument('<file>', label({ zh: '要写的文件', en: 'the file to write' }))
      .addOption(adcodeOption(terminal, { zh: '导出这个县的数据', en: 'the county that is exported' }))
      .option('--json', label({ zh: '以一行 JSON 输出结果', en: 'print the result as one line of JSON' }))
      .action(async (file: string, { adcode, json }: Options) => {
        const written = await inHouse(
          cli,
          (open) =>
            writing(file, async () => {
              // In the audit before it is out of the house.
              await open.house.act(open.actor, takeOut('data.export'), { what: exporter.noun })
              return exporter.run({ ...open, file })
            }),
          {
            adcode,
          },
        )
        if (json) return terminal.print(JSON.stringify({ written, file }))
        terminal.print(
          terminal.text({ zh: `已写入 ${written} 行：${file}`, en: `${written} rows written to ${file}` }),
        )
      })
}
