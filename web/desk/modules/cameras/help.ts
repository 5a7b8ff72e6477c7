/** Help of watching, of the review, and of the register of cameras. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the pages of cameras. */
export const camerasHelp: readonly HelpPage[] = [
  {
    routes: ['/cameras'],
    title: w('视频查看', 'Video'),
    purpose: w(
      '看责任区域内的公共探头。谁在何时因何事由看了哪个，都会记录，记录不能删除。',
      'Look through the cameras of your areas. Who looked, when and what for is logged for good.',
    ),
    tasks: [
      task(
        w('打开画面', 'Open a picture'),
        w(
          '在左边选探头，写明事由，回车打开；最多同时四个。',
          'Choose one at the side, say what for, press Enter; four at most.',
        ),
        w(
          '地图上勾选“视频探头”也可以打开；案件页列出 150 米内的探头。',
          'They also open from the map, and a case lists those within 150 m.',
        ),
        w('切到别的窗口时暂停取流，回来自动继续。', 'While the page is hidden nothing is fetched.'),
      ),
      task(
        w('截图待审', 'Take a picture'),
        w(
          '写一句看到了什么，点“截图待审”；它进入“视频发现”，由受理员审核，不会自己变成案件。',
          'Say what is to be seen and take it; it waits among the findings and becomes no case by itself.',
        ),
      ),
    ],
    notes: [
      w(
        '没有画面时写明原因：视频源不可达、浏览器不能解码（多为 H.265），或没有登记视频地址。',
        'Where there is no picture it says why: the source is away, the codec is unknown here, or no stream is registered.',
      ),
    ],
  },
  {
    routes: ['/findings'],
    title: w('视频发现', 'Findings'),
    purpose: w(
      '从探头截取的画面在这里等人审核：转为上报，或写明原因不采用。',
      'Pictures from cameras wait here for a person: they become a report, or are discarded with a reason.',
    ),
    tasks: [
      task(
        w('转为上报', 'Make it a report'),
        w(
          '看图和位置，先看附近有没有可能重复的案卷；是同一件就点“并入”。',
          'Look at the picture and the place; if a case nearby is the same, join it.',
        ),
        w(
          '改好问题描述，选小类，点“转为上报”；照片和探头名称随上报进入案卷，来源为视频监控。',
          'Put the words right, choose the class and make it a report; picture and camera go with it, and the source is video.',
        ),
      ),
      task(
        w('不采用', 'Discard'),
        w(
          '写明原因；截图按探头规定的天数到期清除，谁截取、谁审核、为什么仍然保留。无人审核的截图到期按不采用处理并清除，列表写明还有几天。',
          'Say why; the picture is erased after the days of the camera, who took and who discarded it stays. A picture that nobody reviews is discarded and erased after its days, which the list counts.',
        ),
      ),
    ],
  },
  {
    routes: ['/admin/cameras'],
    title: w('视频探头', 'Cameras'),
    purpose: w(
      '登记探头：在哪里、归谁、朝向、谁可以看、依据什么设置。播放地址只进不出，任何列表和导出都不显示。',
      'The register: where, whose, in which direction, who may watch and on what basis. Addresses go in and never come out.',
    ),
    tasks: [
      task(
        w('登记或更改', 'Register or change'),
        w(
          '国标编码 20 位会核对；坐标选对坐标系；播放地址填 HLS，留空则保持现有地址。',
          'A 20-digit code is checked; name the datum; an empty address keeps the present one.',
        ),
        w(
          '“开放范围”选“仅值班长与领导”的，其他岗位不能观看。',
          'A restricted camera is for shift leaders and leaders only.',
        ),
      ),
      task(
        w('批量导入', 'Import'),
        w(
          '下载现有登记表，改好后导入；每个错误标到行和列，有一处错误就一行也不写。',
          'Download the register, change and import it; each fault is named by row and column, and one is enough to write nothing.',
        ),
      ),
      task(
        w('看谁看过', 'See who watched'),
        w(
          '系统管理员选中探头，看“查看记录”。',
          'The system administrator chooses a camera and reads its log.',
        ),
      ),
    ],
  },
]
