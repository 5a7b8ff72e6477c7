/** Texts of the desk's frame. */
import { messages } from '#kit/i18n/messages.ts'

export const deskMessages = messages(
  'desk',
  {
    name: '经纬',
    title: '经纬 · 数字城管工作台',
    signOut: '退出',
    person: '当前人员',
    notFound: '没有这个页面',
    notFoundHint: '地址可能写错了，或者内容已移走。',
    home: '回到工作台',
    search: '按案卷号、上报号、地址或内容查找',
    searchShort: '查找案卷',
    place: {
      queue: '我的待办',
      cases: '案卷',
      report: '登记上报',
      catalogue: '分类目录',
      evaluation: '月度评价',
    },
    keyQueue: '我的待办',
    keyReport: '登记上报',
    keyCatalogue: '分类目录',
  },
  {
    name: 'Jingwei',
    title: 'Jingwei · city management desk',
    signOut: 'Sign out',
    person: 'Signed in',
    notFound: 'There is no such page',
    notFoundHint: 'The address may be mistyped, or the content was moved.',
    home: 'Back to the desk',
    search: 'Find by case number, report number, address or text',
    searchShort: 'Find a case',
    place: {
      queue: 'My queue',
      cases: 'Cases',
      report: 'New report',
      catalogue: 'Catalogue',
      evaluation: 'Monthly board',
    },
    keyQueue: 'My queue',
    keyReport: 'New report',
    keyCatalogue: 'Catalogue',
  },
)
