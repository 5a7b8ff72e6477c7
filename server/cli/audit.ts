/** `jingwei audit`: seals the chain now, drops lines whose time is over, proves exports. */
import { deleteDropped, dropAuditLines, leastMonths } from '#platform/audit/drop-lines.ts'
import { newClient } from '#platform/database/primary/connect-to.ts'
import { addAuditCheck, addAuditKeys } from './audit-check.ts'
import type { AddCommand } from './cli.ts'
import { inHouse } from './cli.ts'

const addSeal: AddCommand = (parent, cli) => {
  const { terminal } = cli
  parent
    .command('seal')
    .description(
      terminal.label({
        zh: '立即封存审计链头（服务运行时每小时自动封存）',
        en: 'seal the head of the audit chain now; a running server does so every hour',
      }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ json }: { json?: true }) => {
      const seal = await inHouse(cli, ({ house }) => house.audit.seal())
      if (json) return terminal.print(JSON.stringify(seal ?? null))
      terminal.print(
        terminal.text(
          seal
            ? {
                zh: `已封存 ${seal.position} 条：${seal.head}`,
                en: `${seal.position} lines sealed: ${seal.head}`,
              }
            : { zh: '还没有审计记录。', en: 'There is no audit line yet.' },
        ),
      )
    })
}

const addDrop: AddCommand = (parent, cli) => {
  const { terminal } = cli
  parent
    .command('drop')
    .description(
      terminal.label({
        zh: `删除超过保存期的审计记录（至少保存 ${leastMonths} 个月；链仍可证明）`,
        en: `drop audit lines whose time is over (kept for at least ${leastMonths} months; the chain stays provable)`,
      }),
    )
    .requiredOption(
      '--keep-months <months>',
      terminal.label({ zh: '保存几个月', en: 'months that are kept' }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ keepMonths, json }: { keepMonths: string; json?: true }) => {
      const months = Number(keepMonths)
      const result = await inHouse(cli, async ({ house, actor, ownerUrl }) => {
        const seal = await house.audit.seal()
        const { throughBlock } = await house.act(actor, dropAuditLines, {
          months: Number.isInteger(months) ? months : 0,
          sealedBlock: seal?.block ?? 0,
        })
        const owner = newClient(ownerUrl)
        await owner.connect()
        try {
          const dropped = await deleteDropped(owner, throughBlock, months)
          await house.audit.seal()
          return { throughBlock, dropped }
        } finally {
          await owner.end()
        }
      })
      if (json) return terminal.print(JSON.stringify(result))
      terminal.print(
        terminal.text({
          zh: `已删除 ${result.dropped} 条审计记录，链的各环保留。`,
          en: `${result.dropped} audit lines dropped; their links stay.`,
        }),
      )
    })
}

export const addAudit: AddCommand = (program, cli) => {
  const audit = program
    .command('audit')
    .helpCommand(false)
    .description(cli.terminal.label({ zh: '审计链', en: 'the audit chain' }))
  for (const add of [addSeal, addDrop, addAuditCheck, addAuditKeys]) add(audit, cli)
}
