/** Help of the grid editor. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

const grid: HelpPage = {
  routes: ['/admin/grid'],
  title: w('网格编辑', 'Grid editor'),
  purpose: w(
    '单元网格的分割、合并和边界调整先在草稿里做，检查无误后按日期发布；责任网格由单元网格组成。',
    'Unit grids are split, merged and redrawn in a draft, checked, and published from a day on; responsibility grids are made of them.',
  ),
  tasks: [
    task(
      w('分割或合并', 'Split or merge'),
      w(
        '在全县地图或旁边的列表里选社区（列表里按 j、k 移动，回车打开），点“新建草稿”。每个社区一份草稿，几人可同时编辑不同社区。',
        'Choose a community on the map of the county or in the list beside it (j, k, Enter) and open its draft; each has its own.',
      ),
      w(
        '颜色越深网格越多；蓝点是编辑中的草稿，红点是有错误、不能发布的。',
        'The darker, the more cells; a blue point is a draft in work, a red one has errors and cannot be published.',
      ),
      w(
        '点选一个网格，按 s，从边界一侧画到另一侧，双击结束；也可“按坐标分割”。',
        'Choose a cell, s, draw from border to border; or type the coordinates.',
      ),
      w('按住 Shift 选几个相邻网格，按 m 合并。', 'Hold Shift for neighbours and press m.'),
      w(
        '新网格自动取下一个代码；旧代码停用，不再使用。',
        'New cells get the next code; old codes are never used again.',
      ),
    ),
    task(
      w('移动边界', 'Move a border'),
      w(
        '按 v，拖动界址点（触屏用手指），或点一下取起、再点新位置；相邻网格一起变，靠近别的界址点会吸附，Esc 放弃。',
        'v, drag a node (or with a finger), or click it and then its new place; neighbours follow, it snaps to nodes near by, Esc lets go.',
      ),
      w(
        '拖到会重叠、越界或留空隙的地方变红并说明，松开不移动；不用鼠标的，在“界址点”里填坐标。',
        'Where cells would overlap, leave the community or leave a gap it turns red, says why and is not moved; without a mouse, type coordinates under Nodes.',
      ),
      w('z 撤销，y 重做；每一步都已保存，刷新不丢。', 'z takes back, y does again; every step is kept.'),
    ),
    task(
      w('检查和发布', 'Check and publish'),
      w(
        '“问题”列出错误和提示，点“查看位置”；有错误不能发布。',
        'Faults are listed with their places; errors stop the publication.',
      ),
      w('“差异”列出新增、停用和属性变化。', 'Changes tells what begins, ends and differs.'),
      w(
        '点“发布”，填启用日期和原因。在办案卷保留原网格，部件转入新网格。',
        'Publish from a day, with the reason; cases keep their cell, components follow.',
      ),
    ),
    task(
      w('看过去的网格', 'The grid of the past'),
      w('填“查看日期”，或在“历史”里点某次发布前一天。', 'Fill in the day, or use the history.'),
    ),
    task(
      w('责任网格', 'Responsibility grids'),
      w(
        '切到“责任网格”，选图层和网格，在地图上点单元网格加入或移出，再填责任单位和责任人。',
        'Choose layer and grid, click cells in or out, and say who holds it.',
      ),
    ),
  ],
}

export const gridHelp: readonly HelpPage[] = [grid]
