/** What can stand in the way of moving to a database server. */
import { defineProblem } from '#domain/problem.ts'

export const MoveProblem = {
  targetInUse: defineProblem<{ what: string }>('move.target-in-use', 'conflict', ({ what }) => ({
    zh: `目标数据库不是空的（${what}），没有改动；请建立一个新的空数据库。`,
    en: `The target database is not empty (${what}) and was not touched; make a new, empty one.`,
  })),
  differs: defineProblem<{ tables: readonly string[] }>('move.differs', 'conflict', ({ tables }) => ({
    zh: `逐行核对有差异（${tables.join('、')}），已全部撤销，内嵌数据库没有改动；请重新运行。`,
    en: `Compared row by row, ${tables.join(', ')} differ; everything was undone and the embedded database is as it was. Run it again.`,
  })),
  noSource: defineProblem('move.no-source', 'conflict', () => ({
    zh: '现在用的就是 DATABASE_URL 所指的服务器，没有内嵌数据库可迁；请去掉 DATABASE_URL 再运行。',
    en: 'The settings name a server in DATABASE_URL already: there is no embedded database to move. Leave it out and run again.',
  })),
}
