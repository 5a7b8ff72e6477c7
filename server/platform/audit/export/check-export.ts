/**
 * Proves an export with nothing but the file: every link is worked out anew from its line, the chain must run without a gap
 * from one seal to another, and signatures are proved by public keys. What does not hold is named, in the order of the chain.
 */
import type { Sentence } from '#domain/problem.ts'
import { isProvedBy, type PublicKey } from '../../sealing/public-key.ts'
import { linkOf } from '../link.ts'
import { hashOfLine, Seal, sealContext, signedText } from '../seals.ts'
import type { AuditFault } from '../verify-audit.ts'
import { LineWindow } from './line-window.ts'
import {
  blocksFile,
  ExportBlock,
  ExportManifest,
  exportContext,
  linesFile,
  manifestFile,
  sealsFile,
  signatureFile,
} from './manifest.ts'
import { AuditFileProblem, type OpenExport } from './open-export.ts'

export type ExportFault = Omit<AuditFault, 'kind'> & {
  readonly kind: AuditFault['kind'] | 'moved' | 'manifest' | 'file'
}

export type ExportCheck = {
  readonly manifest: ExportManifest
  /** Lines whose link was worked out anew and found right. */
  readonly proved: number
  /** Seals whose head lies in the export, all of them proved. */
  readonly sealsWithin: number
  readonly seals: number
  readonly faults: readonly ExportFault[]
}

/** More than these are not told one by one. */
const mostFaults = 100

/** Proves what `opened` holds, by `trusted` keys where they are given and else by those of the file. */
export async function checkExport(
  opened: OpenExport,
  {
    file,
    trusted,
    onProgress,
  }: { file: string; trusted?: readonly PublicKey[]; onProgress?: (done: number, total: number) => void },
): Promise<ExportCheck> {
  const text = await opened.readText(manifestFile)
  const manifest = readManifest(file, text)
  const check = new Check(opened, manifest, trusted ?? manifest.keys, onProgress ?? (() => undefined))
  await check.run(text)
  return {
    manifest,
    proved: check.proved,
    seals: check.seals.length,
    sealsWithin: check.sealsWithin,
    faults: check.faults.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)),
  }
}

function readManifest(file: string, text: string): ExportManifest {
  try {
    return ExportManifest.parse(JSON.parse(text))
  } catch (error) {
    throw AuditFileProblem.unreadable({
      file,
      reason: `${manifestFile}: ${error instanceof Error ? error.name : 'JSON'}`,
    })
  }
}

const say = (zh: string, en: string): Sentence => ({ zh, en })

class Check {
  readonly faults: ExportFault[] = []
  readonly seals: Seal[] = []
  proved = 0
  sealsWithin = 0
  private readonly opened: OpenExport
  private readonly manifest: ExportManifest
  private readonly keys: readonly PublicKey[]
  private readonly onProgress: (done: number, total: number) => void
  /** Seals whose head lies in the export, in order. */
  private awaited: Seal[] = []
  private end = 0
  private head: string

  constructor(
    opened: OpenExport,
    manifest: ExportManifest,
    keys: readonly PublicKey[],
    onProgress: (done: number, total: number) => void,
  ) {
    this.opened = opened
    this.manifest = manifest
    this.keys = keys
    this.onProgress = onProgress
    this.head = manifest.previous
    this.end = manifest.firstPosition - 1
  }

  async run(manifestText: string): Promise<void> {
    await this.proveManifest(manifestText)
    await this.proveFiles()
    await this.proveSeals()
    await this.proveChain()
    this.judgeEnds()
  }

  private fault(
    kind: ExportFault['kind'],
    told: Sentence,
    at: { position?: number; seq?: number } = {},
  ): void {
    if (this.faults.length < mostFaults)
      this.faults.push({ kind, position: at.position ?? null, seq: at.seq ?? null, told })
  }

  private async proveManifest(text: string): Promise<void> {
    const signature = (await this.opened.readText(signatureFile)).trim()
    if (!isProvedBy(this.keys, signature, text, exportContext))
      this.fault(
        'manifest',
        say(
          '清单 manifest.json 的签名不符：清单被改动，或不是由这些公钥的系统签发',
          'the signature of manifest.json does not hold: it was changed, or another installation signed it',
        ),
      )
  }

  /** The hashes of the manifest, also of what is there for people only. */
  private async proveFiles(): Promise<void> {
    for (const [name, told] of Object.entries(this.manifest.files)) {
      const found = await this.opened.hash(name)
      if (found === undefined) this.fault('file', say(`缺少文件 ${name}`, `the file ${name} is missing`))
      else if (found !== told)
        this.fault(
          'file',
          say(
            `文件 ${name} 被改动（与清单的校验值不符）`,
            `the file ${name} was changed: its hash is not the one of the manifest`,
          ),
        )
    }
    for (const name of this.opened.names)
      if (!(name in this.manifest.files) && name !== manifestFile && name !== signatureFile)
        this.fault('file', say(`多出文件 ${name}，清单中没有`, `the file ${name} is not in the manifest`))
  }

  private async proveSeals(): Promise<void> {
    let before: string | undefined
    let number = 0
    for await (const line of this.opened.readLines(sealsFile)) {
      number += 1
      const seal = this.readSeal(line, number, before)
      if (!seal) {
        this.fault(
          'seal',
          say(
            `封存文件第 ${number} 行不成立（签名、次序或内容不符）`,
            `line ${number} of ${sealsFile} does not hold: its signature, its order or its content`,
          ),
        )
        break
      }
      this.seals.push(seal)
      before = line
    }
    this.awaited = this.seals.filter((it) => it.position > this.end)
  }

  private readSeal(line: string, number: number, before: string | undefined): Seal | undefined {
    try {
      const seal = Seal.parse(JSON.parse(line))
      const follows =
        seal.number === number && seal.after === (before === undefined ? '' : hashOfLine(before))
      return follows && isProvedBy(this.keys, seal.signature, signedText(seal), sealContext)
        ? seal
        : undefined
    } catch {
      return undefined
    }
  }

  private async proveChain(): Promise<void> {
    const lines = new LineWindow(this.opened.readLines(linesFile))
    let number = 0
    for await (const text of this.opened.readLines(blocksFile)) {
      number += 1
      const block = readBlock(text)
      if (!block) {
        this.fault(
          'chain',
          say(`${blocksFile} 第 ${number} 行无法读取`, `line ${number} of ${blocksFile} cannot be read`),
        )
        break
      }
      this.proveBlock(block, number)
      await this.proveLines(block, lines)
      this.onProgress(
        this.end - this.manifest.firstPosition + 1,
        this.manifest.lastPosition - this.manifest.firstPosition + 1,
      )
    }
    for await (const seq of lines.rest())
      this.fault(
        'inserted',
        say(`审计记录 ${seq} 不在链上：事后加入`, `audit line ${seq} is in no block: it was added`),
        { seq },
      )
    for (const _ of lines.strange)
      this.fault(
        'inserted',
        say(
          `${linesFile} 中有重复编号或无法读取的一行`,
          `a line of ${linesFile} has a number that another has, or none`,
        ),
      )
  }

  private proveBlock(block: ExportBlock, number: number): void {
    const follows =
      block.number === this.manifest.firstBlock + number - 1 &&
      block.firstPosition === this.end + 1 &&
      block.previous === this.head &&
      block.links.length === block.seqs.length
    if (!follows)
      this.fault(
        'chain',
        say(`第 ${block.number} 块与前一块不相接`, `block ${block.number} does not follow the one before`),
        { position: this.end + 1 },
      )
    // What follows is looked at by itself, so that one break is not told as many.
    this.head = block.previous
    this.end = block.firstPosition - 1
  }

  private async proveLines(block: ExportBlock, lines: LineWindow): Promise<void> {
    const elsewhere = new Set([...block.withheld, ...block.dropped])
    for (const [index, seq] of block.seqs.entries()) {
      const link = block.links[index] ?? ''
      this.end += 1
      if (!elsewhere.has(seq)) await this.proveLine(block, { seq, link }, lines)
      this.head = link
      this.meetSeal(link)
    }
  }

  private async proveLine(
    { algorithm }: ExportBlock,
    { seq, link }: { seq: number; link: string },
    lines: LineWindow,
  ): Promise<void> {
    const at = { position: this.end, seq }
    const found = await lines.take(seq)
    if (!found)
      return this.fault(
        'missing',
        say(
          `审计记录 ${seq} 被删除（链上第 ${this.end} 条）`,
          `audit line ${seq} was deleted (number ${this.end} of the chain)`,
        ),
        at,
      )
    if (linkOf(algorithm, Buffer.from(this.head, 'hex'), found.text).toString('hex') !== link)
      return this.fault(
        'changed',
        say(
          `审计记录 ${seq} 被改动（链上第 ${this.end} 条）`,
          `audit line ${seq} was changed (number ${this.end} of the chain)`,
        ),
        at,
      )
    this.proved += 1
    if (found.isOutOfOrder)
      this.fault(
        'moved',
        say(
          `审计记录 ${seq} 被调换位置（链上第 ${this.end} 条）`,
          `audit line ${seq} changed places (number ${this.end} of the chain)`,
        ),
        at,
      )
  }

  private meetSeal(link: string): void {
    while (this.awaited[0]?.position === this.end) {
      const seal = this.awaited.shift()
      if (seal && seal.head !== link)
        this.fault(
          'forged',
          say(
            `链与 ${seal.at} 封存的链头不符（第 ${this.end} 条）：此前的链被整体改写`,
            `the chain is not the one that was sealed at ${seal.at} (number ${this.end}): it was written anew before that`,
          ),
          { position: this.end },
        )
      else this.sealsWithin += 1
    }
  }

  /** The first link must be the head of a seal, or the beginning of all; and the last one a seal's. */
  private judgeEnds(): void {
    const { manifest } = this
    if (this.end < manifest.lastPosition)
      this.fault(
        'cut',
        say(
          `链止于第 ${this.end} 条，而清单写明到第 ${manifest.lastPosition} 条：尾部被截去`,
          `the chain ends at number ${this.end}, where the manifest tells ${manifest.lastPosition}: its tail was cut off`,
        ),
        { position: this.end + 1 },
      )
    else if (this.end > manifest.lastPosition || this.head !== manifest.head)
      this.fault('chain', say('链的末环与清单不符', 'the last link is not the one of the manifest'), {
        position: this.end,
      })
    const before = this.seals.find((it) => it.number === manifest.sealBefore)
    const isBeginning = manifest.firstPosition === 1 && /^0+$/.test(manifest.previous)
    const isHeld =
      before && before.position === manifest.firstPosition - 1 && before.head === manifest.previous
    if (!isHeld && !isBeginning)
      this.fault(
        'unsealed',
        say(
          '开头没有封存的链头：第一条之前的链无从证明',
          'no seal holds the beginning: what the first line follows cannot be proved',
        ),
        { position: manifest.firstPosition },
      )
    const after = this.seals.find((it) => it.number === manifest.sealAfter)
    if (!after || after.position !== manifest.lastPosition || after.head !== manifest.head)
      this.fault(
        'unsealed',
        say(
          '末尾没有封存的链头：尾部是否完整无从证明',
          'no seal holds the end: that the tail is whole cannot be proved',
        ),
        { position: manifest.lastPosition },
      )
  }
}

function readBlock(text: string): ExportBlock | undefined {
  try {
    return ExportBlock.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
