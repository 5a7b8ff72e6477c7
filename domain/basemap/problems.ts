/** Every failure base maps foresee, with the sentence people read. */
import { defineProblem, type Sentence } from '../problem.ts'

type Named = { name: string }

export const BasemapProblem = {
  unknown: defineProblem<{ id: string }>('basemap.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个底图，或您不能使用它：${id}`,
    en: `There is no such base map, or it is not offered to you: ${id}`,
  })),
  staleVersion: defineProblem('basemap.stale-version', 'conflict', () => ({
    zh: '底图设置已被他人修改，请刷新后重试。',
    en: 'The base maps were changed by somebody else meanwhile; reload and try again.',
  })),
  ended: defineProblem<Named>('basemap.ended', 'conflict', ({ name }) => ({
    zh: `底图“${name}”已停用。`,
    en: `The base map "${name}" has ended.`,
  })),
  isDefault: defineProblem<Named>('basemap.is-default', 'conflict', ({ name }) => ({
    zh: `“${name}”是默认底图，请先把另一底图设为默认，再停用它。`,
    en: `"${name}" is the first base map; make another one the first before ending it.`,
  })),
  reviewNumberMissing: defineProblem('basemap.review-number-missing', 'invalid', () => ({
    zh: '对外公开使用的地图须有审图号；请填写审图号，或说明没有审图号的理由。',
    en: 'A published map carries a review number; give it, or say why there is none.',
  })),
  zoomsWrong: defineProblem<{ minZoom: number; maxZoom: number }>(
    'basemap.zooms-wrong',
    'invalid',
    ({ minZoom, maxZoom }) => ({
      zh: `最小级别 ${minZoom} 不能大于最大级别 ${maxZoom}，且不能超出底图文件的级别。`,
      en: `The lowest zoom ${minZoom} may not exceed the highest ${maxZoom}, and both must lie within those of the file.`,
    }),
  ),
  keyMissing: defineProblem('basemap.key-missing', 'invalid', () => ({
    zh: '此服务需要密钥（天地图 tk），请填写。',
    en: 'This service is asked with a key (the tk of Tianditu); please give it.',
  })),
  vectorNotShifted: defineProblem('basemap.vector-not-shifted', 'invalid', () => ({
    zh: '矢量底图须为 CGCS2000 或 WGS-84；GCJ-02 只支持影像、栅格瓦片。',
    en: 'A vector base map must be in CGCS2000 or WGS-84; only pictures can be in GCJ-02.',
  })),
  fileUnknown: defineProblem<{ id: string }>('basemap.file-unknown', 'not-found', ({ id }) => ({
    zh: `没有这个底图文件：${id}`,
    en: `There is no such file of tiles: ${id}`,
  })),
  fileMissing: defineProblem('basemap.file-missing', 'invalid', () => ({
    zh: '没有收到文件（表单字段 file）。',
    en: 'No file was received (form field "file").',
  })),
  fileUnreadable: defineProblem<{ file: string; reason: Sentence }>(
    'basemap.file-unreadable',
    'invalid',
    ({ file, reason }) => ({
      zh: `无法使用“${file}”：${reason.zh}。`,
      en: `${file} cannot be used: ${reason.en}.`,
    }),
  ),
  fileTooLarge: defineProblem<{ limitBytes: number }>(
    'basemap.file-too-large',
    'too-large',
    ({ limitBytes }) => ({
      zh: `网页上传的底图文件上限为 ${Math.round(limitBytes / 1_073_741_824)} GB，更大的文件请在服务器上用命令“jingwei basemap import”导入。`,
      en: `A file of tiles sent by the browser has at most ${Math.round(limitBytes / 1_073_741_824)} GB; bring larger ones in on the server by "jingwei basemap import".`,
    }),
  ),
  elsewhere: defineProblem<{ file: string; bounds: readonly number[] }>(
    'basemap.elsewhere',
    'invalid',
    ({ file, bounds }) => ({
      zh: `“${file}”的范围（${bounds.map((it) => it.toFixed(3)).join('，')}）不在本县。`,
      en: `${file} covers ${bounds.map((it) => it.toFixed(3)).join(', ')}, which is not in this county.`,
    }),
  ),
  noTile: defineProblem<{ z: number; x: number; y: number }>('basemap.no-tile', 'not-found', () => ({
    zh: '底图在这里没有图。',
    en: 'The base map has nothing here.',
  })),
  providerUnreachable: defineProblem<Named & { host: string; reason: string }>(
    'basemap.provider-unreachable',
    'unavailable',
    ({ name, host }) => ({
      zh: `底图“${name}”暂时取不到：连不上 ${host}。请检查服务器能否访问该地址，或改用其他底图。`,
      en: `The base map "${name}" cannot be had: ${host} is not reached. Check that the server can reach it, or choose another base map.`,
    }),
  ),
  providerRefused: defineProblem<Named & { host: string; status: number }>(
    'basemap.provider-refused',
    'unavailable',
    ({ name, host, status }) => ({
      zh: `底图“${name}”被 ${host} 拒绝（${status}）：请管理员检查密钥、授权类型和当日配额。`,
      en: `The base map "${name}" is refused by ${host} (${status}): an administrator should check its key, kind of licence and quota.`,
    }),
  ),
  providerFailed: defineProblem<Named & { host: string; status: number }>(
    'basemap.provider-failed',
    'unavailable',
    ({ name, host, status }) => ({
      zh: `底图“${name}”的服务 ${host} 出错（${status}），请稍后再试或改用其他底图。`,
      en: `The service ${host} of the base map "${name}" fails (${status}); try later or choose another base map.`,
    }),
  ),
  providerNoImage: defineProblem<Named & { host: string; contentType: string }>(
    'basemap.provider-no-image',
    'unavailable',
    ({ name, host, contentType }) => ({
      zh: `底图“${name}”的服务 ${host} 返回的不是图片（${contentType}）：请管理员检查地址模板、图层名和密钥。`,
      en: `The service ${host} of the base map "${name}" answers with no image (${contentType}): an administrator should check address, layer and key.`,
    }),
  ),
  capabilitiesUnreadable: defineProblem<{ reason: Sentence }>(
    'basemap.capabilities-unreadable',
    'invalid',
    ({ reason }) => ({
      zh: `读不到 WMTS 服务说明：${reason.zh}。`,
      en: `The description of the WMTS service cannot be read: ${reason.en}.`,
    }),
  ),
}
