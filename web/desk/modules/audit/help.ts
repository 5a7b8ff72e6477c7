/** Help of the page of the audit. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the page of the audit. */
export const auditHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/audit'],
    title: w('审计记录', 'Audit'),
    purpose: w(
      '查谁在什么时候做了什么、被拒了什么；看审计链是否完好；导出一段时间的记录和证明材料。',
      'Who did what and when, and what was refused; whether the chain is sound; and a stretch of it with its proof to take along.',
    ),
    tasks: [
      task(
        w('查谁看过某人的完整电话', 'Who saw a number in full'),
        w(
          '类别选“个人信息与视频”，点开记录看理由；点“此对象的全部记录”看还有谁看过。',
          'Choose the topic of personal data, open a line and read the reason; “All lines about this” tells who else.',
        ),
      ),
      task(
        w('查某人做过什么', 'What a person did'),
        w(
          '在“人员”里输入姓名或用户名，再选日期；登录和被拒的记录带网络地址。',
          'Type a name or a user name, then choose days; sign-ins and refusals tell the address.',
        ),
      ),
      task(
        w('验证审计链', 'Prove the chain'),
        w(
          '按“验证审计链”，从第一条算到最后一条，与封存的签名比对；可以离开本页，结果会保留。每月至少一次。',
          'Press “Prove the chain”: every link is worked out anew and compared with the seals. You may leave; the result is kept. Once a month at least.',
        ),
        w(
          '出现问题时，记下编号，不要处理，立即报告；用服务器上的 jingwei verify 再核对一次。',
          'If something is found, note the numbers, change nothing and report it; jingwei verify on the server tells it again.',
        ),
      ),
      task(
        w('交给上级或外部审计', 'Hand it to others'),
        w(
          '按 e 导出，选日期，做好后下载。对方用 jingwei audit check 文件.zip 核对，不需要数据库；公钥指纹由您另行告知。',
          'Press e, choose days, download what was made. They check it by jingwei audit check FILE.zip without a database; tell them the fingerprint by another way.',
        ),
      ),
    ],
    notes: [
      w(
        '您的查询、查看和导出都会记入审计；图表和链的状态不记。',
        'Your searches, looks and exports stand in the audit; figures and the state of the chain do not.',
      ),
      w(
        '审计记录谁也不能修改，六个月之内谁也不能删除。',
        'Nobody can change a line, and nobody can remove one within six months.',
      ),
    ],
  },
]
