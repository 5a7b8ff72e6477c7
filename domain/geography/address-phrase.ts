/**
 * What a caller says about a place, taken apart: the things named, and how the place lies to them (对面, 东侧50米, 与…之间,
 * …路口). Nothing is looked up here; whether the named things exist is the search's question.
 */
import { withArabicNumbers } from './chinese-number.ts'

export type AddressPhrase =
  | { readonly relation: 'at'; readonly anchor: string }
  | { readonly relation: 'beside' | 'opposite'; readonly anchor: string; readonly words: string }
  | {
      readonly relation: 'offset'
      readonly anchor: string
      readonly words: string
      /** Degrees clockwise from north. */
      readonly bearing: number
      readonly metres: number
    }
  | { readonly relation: 'between' | 'crossing'; readonly anchors: readonly [string, string] }

const bearings = new Map([
  ['北', 0],
  ['东北', 45],
  ['东', 90],
  ['东南', 135],
  ['南', 180],
  ['西南', 225],
  ['西', 270],
  ['西北', 315],
])

const street = '[^与和及、]+?(?:大道|大街|路|街|巷)'
const crossing = new RegExp(`^(${street})(?:与|和|及|、)?(${street})(?:的)?(?:交叉路?口|交汇[处口]|路口|口)$`)
const betweenEnd = /(?:的)?(?:之间|中间)$/
/** What is longer is no phrase but a tale. */
const longestPhrase = 300
const offset =
  /^(.+?)(?:大?门口?)?((?:往|向)?(东北|东南|西北|西南|东|南|西|北)(?:侧|边|面|方向|方)?(?:约|大约)?(\d+(?:\.\d+)?)米(?:左右|处|远)*)$/
/** The gate that is named stays part of what is named: 实验小学东门对面 is opposite the eastern gate. */
const gate = /^(.+[东南西北正后侧]\d*门)(?:口|外|前)?(.+)$/
const opposite = /^(.+?)((?:的)?(?:大?门|正|斜)?对[面过])$/
const beside = /^(.+?)((?:的)?(?:旁边?|附近|隔壁|门口|门前|大门口|周边|一带))$/

/** 甲与乙之间, as an expression would give it: the whole, 甲 and 乙. */
function findBetween(text: string): readonly string[] | undefined {
  const end = betweenEnd.exec(text)
  const named = end ? text.slice(0, end.index) : ''
  const at = named.slice(1).search(/[与和到至]/) + 1
  const [first, second] = [named.slice(0, at), named.slice(at + 1)]
  return at > 0 && second !== '' ? [text, first, second] : undefined
}

/** Takes a phrase apart; a phrase without a relation names the place itself. */
export function parseAddressPhrase(typed: string): AddressPhrase {
  const text = withArabicNumbers(typed.normalize('NFKC').replace(/[\s,。;]+/g, ''))
  if (text.length > longestPhrase) return { relation: 'at', anchor: text }
  const [, first, second] = crossing.exec(text) ?? findBetween(text) ?? []
  if (first !== undefined && second !== undefined)
    return { relation: crossing.test(text) ? 'crossing' : 'between', anchors: [first, second] }
  const [, ownGate, fromGate = ''] = gate.exec(text) ?? []
  if (ownGate !== undefined) {
    // The sign before a relation stands for the gate, so that what is said of it is read as of any other place.
    const related = parseRelated(`门${fromGate}`)
    if (related.relation !== 'at' && related.anchor === '门') return { ...related, anchor: ownGate }
  }
  return parseRelated(text)
}

function parseRelated(text: string): Exclude<AddressPhrase, { anchors: unknown }> {
  const [, from, words, direction, metres] = offset.exec(text) ?? []
  const bearing = bearings.get(direction ?? '')
  if (from !== undefined && words !== undefined && bearing !== undefined)
    return { relation: 'offset', anchor: from, words, bearing, metres: Number(metres) }
  const [, facing, across] = opposite.exec(text) ?? []
  if (facing !== undefined && across !== undefined)
    return { relation: 'opposite', anchor: facing, words: across }
  const [, near, nearby] = beside.exec(text) ?? []
  if (near !== undefined && nearby !== undefined) return { relation: 'beside', anchor: near, words: nearby }
  return { relation: 'at', anchor: text }
}
