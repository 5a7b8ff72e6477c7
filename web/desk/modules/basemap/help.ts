/** Help of the page of base maps. */
import { type HelpPage, task, words as w } from '#kit/help/help-page.ts'

/** Help of the pages of base maps. */
export const basemapHelp: readonly HelpPage[] = [
  {
    routes: ['/admin/basemaps'],
    title: w('底图', 'Base maps'),
    purpose: w(
      '地图下面垫的图：天地图、其他地图服务，或测绘单位给的文件。不联网也可以用本县区划图和文件。',
      'What lies under the data on every map: Tianditu, another service, or a file of a survey. The county’s own map and files need no internet.',
    ),
    tasks: [
      task(
        w('接入天地图', 'Use Tianditu'),
        w(
          '点“新增底图”，填服务器端密钥（tk）和审图号；密钥只存在服务器上。',
          'Add a base map with a key for servers (tk) and its review number; the key stays on the server.',
        ),
        w('点“试看”，看边界和影像对得上再保存。', 'Press "Preview" and save when borders and picture agree.'),
      ),
      task(
        w('导入底图文件', 'Bring in a file'),
        w(
          '来源选“底图文件”，选 MBTiles、PMTiles 或 GeoPackage；4 GB 以上的请在服务器上用 jingwei basemap import。',
          'Choose a file of tiles: MBTiles, PMTiles or GeoPackage; above 4 GB use jingwei basemap import on the server.',
        ),
      ),
      task(
        w('设为默认', 'Make it the first'),
        w(
          '选中底图，点“设为默认”；没有自己选过的人和指挥屏都看到它。',
          'Choose it and press "Make it the first"; whoever chose none, and the command screen, will see it.',
        ),
      ),
      task(
        w('图上有提示“取不到”', 'A map says that it cannot be had'),
        w(
          '提示里写着是哪个服务、为什么：连不上查网络，被拒绝查密钥和配额，不是图片查地址和图层。案卷照常显示。',
          'It names the service and the reason: not reached, look at the network; refused, at key and quota; no image, at address and layer. Cases are shown all the same.',
        ),
      ),
    ],
  },
]
