/**
 * From the 4-digit codes of GB/T 30428.2-2013 to the 5-digit codes of GB/T 47678.5-2026. The rule holds for most
 * codes, and the exceptions below are the known ones; a proposal, so a crosswalk made of it awaits a signature.
 */
import type { ClassCode, ClassKind } from './class-code.ts'
import type { CrosswalkLine } from './crosswalk.ts'

/** Event majors of 2013 and where their numbers went; sources disagree whether 街面秩序 was 04 or 05, so both names are asked. */
const matterMajors: Record<string, string> = {
  市容环境: '06',
  宣传广告: '07',
  施工管理: '08',
  街面秩序: '09',
}

type Exception = { readonly to: { kind: ClassKind; code: ClassCode } | null; readonly note: string }

/** By the name of the major, since its number differs between sources, and the class's own two digits. */
const exceptions: Record<string, Exception> = {
  'matter:市容环境:31': { to: null, note: '餐厨垃圾遗撒和污染在 2026 年目录中没有对应项' },
  'matter:宣传广告:05': { to: null, note: '户外广告设置位置不合理在 2026 年目录中没有对应项' },
  'matter:突发事件:01': { to: null, note: '供水管道破裂移出管理事项目录' },
  'matter:突发事件:02': { to: null, note: '燃气管道破裂移出管理事项目录' },
  'matter:突发事件:03': { to: null, note: '排水管道堵塞、破裂移出管理事项目录' },
  'matter:突发事件:04': { to: null, note: '热力管道破裂移出管理事项目录' },
  'matter:突发事件:05': { to: null, note: '路面塌陷移出管理事项目录' },
  'matter:突发事件:06': { to: null, note: '道路积水移出管理事项目录' },
  'matter:突发事件:07': { to: { kind: 'matter', code: '10001' }, note: '道路积雪、积冰改列其他事项' },
  'matter:突发事件:08': { to: { kind: 'matter', code: '10002' }, note: '架空线缆脱落改列其他事项' },
  'component:其他部件:06': { to: { kind: 'component', code: '01069' }, note: '水域附属设施改列市政公用设施' },
  'component:其他部件:07': { to: { kind: 'component', code: '01070' }, note: '水域护栏改列市政公用设施' },
  'component:其他部件:08': { to: { kind: 'component', code: '01071' }, note: '防汛墙改列市政公用设施' },
}

/** A class of the 2013 generation: its 4-digit code and the name of its major. */
export type Class2013 = { readonly kind: ClassKind; readonly code: ClassCode; readonly majorName: string }

/**
 * Proposes the crosswalk line of one 2013 class. `exists` says whether a class is in the 2026 catalogue: a number
 * that the rule makes but the catalogue does not have counts as dropped, with the reason in the note.
 */
export function proposeSuccessor(
  from: Class2013,
  exists: (kind: ClassKind, code: ClassCode) => boolean,
): CrosswalkLine {
  const line = { fromKind: from.kind, fromCode: from.code, signedOffBy: null }
  const dropped = (note: string): CrosswalkLine => ({
    ...line,
    toKind: null,
    toCode: null,
    relation: 'dropped',
    note,
  })
  const exception = exceptions[`${from.kind}:${from.majorName}:${from.code.slice(2)}`]
  if (exception) {
    if (exception.to === null) return dropped(exception.note)
    return {
      ...line,
      toKind: exception.to.kind,
      toCode: exception.to.code,
      relation: 'same',
      note: exception.note,
    }
  }
  const major = from.kind === 'component' ? from.code.slice(0, 2) : matterMajors[from.majorName]
  if (major === undefined) return dropped(`大类“${from.majorName}”在 2026 年目录中没有对应大类`)
  const code = `${major}0${from.code.slice(2)}`
  if (!exists(from.kind, code))
    return dropped(`按规则应为 ${code}，但 2026 年目录没有该编码（可能是地方扩展）`)
  return { ...line, toKind: from.kind, toCode: code, relation: 'same', note: '按编码规则推得，待核对名称' }
}
