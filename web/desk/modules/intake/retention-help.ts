/** Help of how long personal data is kept. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the page of retention. */
export const retentionHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/retention'],
    title: w('个人信息留存', 'Keeping personal data'),
    purpose: w(
      '设定个人信息保留多久，暂缓复议、投诉中的案卷，办理本人的查阅和删除申请。',
      'How long personal data is kept, cases that are held, and what a person may ask of it.',
    ),
    tasks: [
      task(
        w('设定期限', 'Set the months'),
        w(
          '改月数或停用一项，右侧立即显示今晚将处理多少。',
          'Change the months or switch a rule off; beside it stands how many go tonight.',
        ),
        w('保存后，当天凌晨按新期限处理。', 'Once saved, the next night goes by it.'),
      ),
      task(
        w('暂缓一个案卷', 'Hold a case'),
        w('填案卷号或上报号和理由，点“暂缓”。', 'Give the number and the reason, press “Hold”.'),
        w('复议、投诉结束后点“解除”。', 'Press “Lift” when review or complaint is over.'),
      ),
      task(
        w('办理本人申请', 'Answer a person'),
        w('先核实申请人就是本人。', 'Make sure first who asks.'),
        w(
          '填电话和理由，“查阅并下载”得到全部信息，“删除”去掉姓名、电话和含号码的原话。',
          'Give telephone and reason; download all of it, or erase name, telephone and words with numbers.',
        ),
      ),
    ],
    notes: [
      w(
        '上报、案卷、办理记录和统计数字都保留，只是不再能看出是谁。',
        'Reports, cases, logs and figures stay; who it was is no longer seen.',
      ),
      w(
        '案卷照片默认不删除；启用后，到期案卷的照片文件从磁盘删除，案卷上写明删除日期，仍被其他案卷或部件使用的保留。',
        'Photos are kept as shipped; with the rule on, the files of ended cases leave the disk, the case says when, and what another case or a component uses stays.',
      ),
      w('备份中的旧数据随备份过期而消失。', 'What old backups hold goes when they expire.'),
    ],
  },
]
