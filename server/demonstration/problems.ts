/** What the demonstration refuses. */
import { defineProblem } from '#domain/problem.ts'

export const DemonstrationProblem = {
  noDemonstration: defineProblem<{ adcode: string }>('demonstration.none', 'conflict', ({ adcode }) => ({
    zh: `${adcode} 不是演示县：演示数据只能放进以演示模式首次启动时建立的演示县。`,
    en: `${adcode} is no demonstration county: demonstration data goes only into the county that the first start in demonstration mode makes.`,
  })),
  productionMode: defineProblem('demonstration.production-mode', 'forbidden', () => ({
    zh: '生产模式下不生成演示数据。',
    en: 'No demonstration data is made in production.',
  })),
  notSeeded: defineProblem<{ adcode: string }>('demonstration.not-seeded', 'conflict', ({ adcode }) => ({
    zh: `演示县 ${adcode} 尚未建好；请先启动一次服务，等它完成。`,
    en: `The demonstration county ${adcode} is not finished yet; start the server once and let it finish.`,
  })),
  tooEarly: defineProblem<{ earliest: string }>('demonstration.too-early', 'invalid', ({ earliest }) => ({
    zh: `演示县的网格从 ${earliest} 起才有，不能再往前模拟。`,
    en: `The grids of the demonstration county begin on ${earliest}; nothing can be simulated before that.`,
  })),
}
