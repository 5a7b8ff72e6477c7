/** The manuals, one a post: what a day looks like, and the pages it is spent on, in that order. Chinese, as the people are. */
import type { Post } from '#domain/identity/post.ts'

export type Manual = {
  readonly post: Post
  /** A day of work, in sentences. */
  readonly day: readonly string[]
  /** Pages by their path of the router; their text is the help that stands beside them. */
  readonly pages: readonly string[]
}

export const manuals: readonly Manual[] = [
  {
    post: 'acceptor',
    day: [
      '您是案件的第一道关：接电话、看各渠道的上报，弄清是什么、在哪里、有没有重复，再决定核实、批转或不予受理。',
      '上班先看“我的待办”里最上面的几件。来电话按 n 登记，一般不用鼠标，十次按键以内办完。',
      '说不清的发核实，由在岗的监督员到现场看；核实回来的补全小类、立案条件和位置，批转值班长立案。',
      '处置完毕转来的，发核查；监督员核查两次都看不成的，由您凭照片决定。结案后需要答复的，做回访。',
    ],
    pages: [
      '/report',
      '/queue',
      '/cases/:id',
      '/findings',
      '/cameras',
      '/map',
      '/mentions',
      '/catalogue',
      '/roster',
      '/my-roster',
      '/account',
    ],
  },
  {
    post: 'shift_leader',
    day: [
      '您对一个班负责：立案与不予立案、结案与退回核查、作废，以及谁在岗。',
      '立案前看清条件是否符合，时限随立案条件自动带出。结案前对比处置前后的照片。',
      '强制结案要由您提出、领导批准，两人不能是同一人。',
      '每周排好班、登记请假与顶班；指挥屏上“待决断”一栏是您先要看的。',
    ],
    pages: [
      '/queue',
      '/cases/:id',
      '/cases/:id/sheet',
      '/roster',
      '/screen',
      '/map',
      '/cameras',
      '/evaluation',
      '/account',
    ],
  },
  {
    post: 'dispatcher',
    day: [
      '您把立案的案件派给该办的单位，并裁决单位的回退、延期、挂账申请。',
      '系统按权责清单建议主办和协办单位，并写明依据；很多件可以选中后“按权责清单分别派遣”。',
      '单位反馈处置完毕后，批转核查或打回；挂账到期会自动恢复，您也可以提前恢复。',
    ],
    pages: ['/queue', '/cases/:id', '/map', '/mentions', '/catalogue', '/evaluation', '/account'],
  },
  {
    post: 'unit',
    day: [
      '派到您单位的案件在“我的待办”里，最先到期的在上面。先接单；不归您管的，在接单前申请回退并写明依据。',
      '可以指派给处置人员，也可以自己接单办理。办完上传处置后的照片再反馈；本单位确认的时刻就是判定是否按期的时刻。',
      '办不完的，到期前申请延期；客观上一时办不了的，申请挂账并写明到哪一天。',
      '对结果有异议，结案后可以申诉。',
    ],
    pages: [
      '/queue',
      '/cases/:id',
      '/inner-orders',
      '/evaluation',
      '/evaluation/inner',
      '/roster',
      '/account',
    ],
  },
  {
    post: 'sub_center',
    day: [
      '您是乡镇街道或部门的二级平台：县里看到的是一个案件，您把它拆给社区、班组、承包单位分头办，初核通过后再统一反馈。',
      '内部时限由您定，不能晚于案件的时限；县里的时限不因内部拆分而改变。',
    ],
    pages: [
      '/queue',
      '/inner-orders',
      '/cases/:id',
      '/map',
      '/roster',
      '/evaluation',
      '/evaluation/inner',
      '/account',
    ],
  },
  {
    post: 'handler',
    day: ['指派给您的案件在“我的待办”里。到现场办完，拍处置后的照片，反馈处置完毕；由单位确认后转去核查。'],
    pages: ['/queue', '/cases/:id', '/inner-orders', '/my-roster', '/account'],
  },
  {
    post: 'inspector',
    day: [
      '您独立督查：看全县案件，对拖延、反复、敷衍的案件催办或督办，跟到回复为止。',
      '从指挥屏的“反复流转”“督办未回复”和月度评价里的返工数看起，每个数字都能点开到案卷。',
    ],
    pages: ['/cases', '/cases/:id', '/screen', '/evaluation', '/map', '/account'],
  },
  {
    post: 'leader',
    day: [
      '手机上一屏看今日数字和超时案件，两下点出批示或督办，谁读了、何时回复一目了然。',
      '强制结案要由您批准。指挥屏适合投在墙上，也适合在电脑上逐个数字点开看。',
    ],
    pages: ['/lead', '/screen', '/cases/:id', '/evaluation', '/map', '/account'],
  },
  {
    post: 'sysadmin',
    day: [
      '您管账号、单位、权责清单和案件参数。新增人员时写明申请的岗位和责任区域，由安全管理员授权后生效。',
      '有人离岗，用“停用与移交”，一件工作也不会留在没人管的账号上。',
      '改参数、改清单都先看影响，再保存；每次更改都有版本和操作人。',
    ],
    pages: [
      '/admin/people',
      '/admin/organisations',
      '/admin/responsibility',
      '/admin/case-settings',
      '/admin/configuration',
      '/admin/backups',
      '/account',
    ],
  },
  {
    post: 'security_admin',
    day: [
      '您决定谁能做什么、能看到哪里：岗位和责任区域由您授权，账号由系统管理员建立，做过什么由审计管理员查看，三者不能兼任。',
      '上班先看人员页里“待授权”的账号，核对申请的岗位和区域后逐个或成批授权；有人调岗，当天收回原来的岗位。',
      '密码规则和哪些岗位必须用双因素认证由您设定；有人丢了手机，当面核实后在人员页重置其双因素认证。',
      '收回的岗位、停用的账号一秒内失效，已打开的页面也一样。自己的岗位只能由另一位安全管理员更改。',
    ],
    pages: ['/admin/people', '/admin/security', '/admin/api-keys', '/account'],
  },
  {
    post: 'audit_admin',
    day: [
      '您查看和导出审计记录，不办业务，也不管账号和授权。',
      '重点看三类：谁授了什么岗位，谁看了个人信息和视频，谁改了设置；异常的，按制度报告。',
      '每月至少验证一次审计链；需要交给外部审计时，导出那段时间的记录，对方不用数据库就能核对。',
    ],
    pages: ['/admin/audit', '/admin/cameras', '/account'],
  },
  {
    post: 'data_admin',
    day: ['您管目录、区划网格、部件、工作日历。国务院公布新一年放假安排后，先导入日历，预览影响再保存。'],
    pages: [
      '/catalogue',
      '/admin/catalogue',
      '/admin/addresses',
      '/admin/grid',
      '/admin/basemaps',
      '/admin/cameras',
      '/admin/calendars',
      '/admin/retention',
      '/map',
      '/account',
    ],
  },
]
