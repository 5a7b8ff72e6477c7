/**
 * What of the words that were said of a place may be learnt as another name of it. Only the name of the place is taken; words
 * that may tell of a person (a name, a telephone number, a room) end it: rather learn nothing than keep what is nobody's matter.
 */
import { parseAddressPhrase } from './address-phrase.ts'
import { type NamedArea, readSaidAreas } from './said-areas.ts'

/** A person or a household named: 王先生家, 张某, 李小明住处. */
const person =
  /(先生|女士|小姐|师傅|老师|大爷|大妈|阿姨|老板|某|同志|住户|业主|电话|手机|微信|身份证|姓|家$|家里|家门|住处|的家|本人|自己)/
/** Numbers that are no door: telephones, identity cards, plates. */
const longNumber = /\d{5,}|[A-Za-z]\d{4,}/
/** A room or flat within a house. */
const room = /(?:\d{1,4}单元)?(?:\d{1,4}楼)?\d{1,5}室$|\d{1,4}单元.*$|\d{3,4}房$/

/** A door is no name: one that is missing is added to the library, not made a name of what stands beside it. */
const door = /\d号$/
/** Two places named, or a place between others. */
const several = /[与和及]|交叉|交汇|路口$|之间/

const [fewestSigns, mostSigns] = [2, 20]

/** The name that could be learnt from `said`; undefined when there is none or it might tell of a person. */
export function findLearnablePhrase(said: string, areas: readonly NamedArea[]): string | undefined {
  if (person.test(said) || longNumber.test(said.normalize('NFKC').replace(/[\s-]/g, ''))) return undefined
  const phrase = parseAddressPhrase(said)
  if ('anchors' in phrase) return undefined
  const { rest } = readSaidAreas(phrase.anchor, areas)
  const name = rest.replace(room, '')
  const { length } = [...name]
  if (several.test(name) || door.test(name)) return undefined
  const isName = /^[\p{Script=Han}][\p{Script=Han}\dA-Za-z·-]*$/u.test(name)
  return isName && length >= fewestSigns && length <= mostSigns ? name : undefined
}
