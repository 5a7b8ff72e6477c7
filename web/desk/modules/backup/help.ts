/** Help of the page of backups. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the page of backups. */
export const backupHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/backups'],
    title: w('备份', 'Backups'),
    purpose: w(
      '看备份是否正常：最近恢复点、大小、下一次时间，以及每次的结果。备份和恢复在服务器上用命令做。',
      'Whether copies are in order: the last recovery point, sizes, the next time, what came of each. They are made and brought back on the server.',
    ),
    tasks: [
      task(
        w('建立备份密钥', 'Make the key'),
        w(
          '在服务器上运行 jingwei backup key --out 文件，把文件移到服务器之外，至少存两处；没有它，备份打不开。',
          'Run jingwei backup key --out FILE on the server and move the file off it, to two places; without it no copy opens.',
        ),
      ),
      task(
        w('提示“备份已过期”', 'The last copy is old'),
        w(
          '看失败的原因：空间不够，清理或换盘；不能写入，查备份盘是否挂上；没有记录，查服务是否一直运行。',
          'See why attempts failed: no space, make some; not writable, look whether the disk is mounted; none recorded, whether the server runs.',
        ),
        w('处理后在服务器上运行 jingwei backup，不必等到夜里。', 'Then run jingwei backup on the server.'),
      ),
      task(
        w('演练恢复', 'Try a restore'),
        w(
          '每季度运行 jingwei backup check --key 文件：恢复到临时目录，重放每个案卷，再删除。',
          'Each quarter run jingwei backup check --key FILE: restored into a temporary folder, replayed, and taken away.',
        ),
      ),
    ],
    notes: [
      w(
        '备份盘应在另一台机器上；默认位置在数据目录里，会和它一起丢失。',
        'Put copies on another machine: the default place is in the data folder and is lost with it.',
      ),
    ],
  },
]
