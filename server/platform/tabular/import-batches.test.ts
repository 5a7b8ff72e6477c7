import { describe, expect, it } from 'vitest'
import type { TableRow } from '#domain/table.ts'
import { batchRequestId, importBatches, type RowItem } from './import-batches.ts'

async function* rowsOf(count: number): AsyncIterable<TableRow> {
  for (let index = 0; index < count; index += 1) yield { rowNumber: index + 2, columns: { n: index } }
}
const because = (row: number, en: string) => ({ row, column: 'n', reason: { zh: en, en } })

describe('an import', () => {
  it('puts batches of at most a thousand, and accounts for every row', async () => {
    const batches: number[] = []
    const seen: number[] = []
    const report = await importBatches<number>({
      rows: rowsOf(2500),
      read: (row) => {
        const n = Number(row.columns['n'])
        return n % 100 === 0
          ? { item: undefined, warned: [], refused: [because(row.rowNumber, 'hundred')] }
          : { item: n, warned: n === 7 ? [because(row.rowNumber, 'seven')] : [], refused: [] }
      },
      put: async (batch: readonly RowItem<number>[]) => {
        batches.push(batch.length)
        const last = batch.at(-1)
        // Two reasons for one row are still one row refused.
        return { warned: [], refused: last ? [because(last.row, 'a'), because(last.row, 'b')] : [] }
      },
      onProgress: (progress) => seen.push(progress.read),
    })
    expect(batches).toEqual([1000, 1000, 475])
    expect([report.read, report.accepted, report.warned.length]).toEqual([2500, 2472, 1])
    expect(new Set(report.refused.map((it) => it.row)).size + report.accepted).toBe(report.read)
    expect(report.refused.map((it) => it.row)).toEqual(
      report.refused.map((it) => it.row).sort((a, b) => a - b),
    )
    expect(seen).toEqual([1000, 2000, 2500])
  })

  const whole = (row: TableRow) => ({ item: Number(row.columns['n']), warned: [], refused: [] })
  const soon = () => new Promise<void>((go) => setTimeout(go, 5))

  it('has no more batches on their way than it may, and none before the last without leave', async () => {
    const most = async (atOnce?: number) => {
      let [now, highest] = [0, 0]
      const report = await importBatches<number>({
        rows: rowsOf(6000),
        read: whole,
        ...(atOnce ? { atOnce } : {}),
        put: async () => {
          highest = Math.max(highest, ++now)
          await soon()
          now -= 1
          return { warned: [], refused: [] }
        },
      })
      expect(report.accepted).toBe(6000)
      return highest
    }
    expect(await most()).toBe(1)
    expect(await most(3)).toBe(3)
  })

  it('ends with the first failure, once what was on its way has arrived', async () => {
    const arrived: number[] = []
    const failing = importBatches<number>({
      rows: rowsOf(50_000),
      read: whole,
      atOnce: 2,
      put: async (_, number) => {
        await soon()
        if (number === 2) throw new Error('the second batch')
        arrived.push(number)
        return { warned: [], refused: [] }
      },
    })
    await expect(failing).rejects.toThrow('the second batch')
    expect(arrived.length).toBeLessThan(5)
    const before = arrived.length
    await soon()
    expect(arrived).toHaveLength(before)
  })

  it('of a file that breaks off ends when what was on its way has arrived', async () => {
    async function* broken(): AsyncIterable<TableRow> {
      yield* rowsOf(1500)
      throw new Error('the file breaks off')
    }
    let arrived = 0
    const put = async (batch: readonly RowItem<number>[]) => {
      await soon()
      arrived += batch.length
      return { warned: [], refused: [] }
    }
    await expect(importBatches<number>({ rows: broken(), read: whole, put })).rejects.toThrow('breaks off')
    expect(arrived).toBe(1000)
  })

  it('names a batch by file, number and content', () => {
    const id = batchRequestId('f'.repeat(64), 3, [{ a: 1 }])
    expect(id).toMatch(/^[\w.:-]{8,100}$/)
    expect(batchRequestId('f'.repeat(64), 3, [{ a: 1 }])).toBe(id)
    expect(batchRequestId('f'.repeat(64), 3, [{ a: 2 }])).not.toBe(id)
    expect(batchRequestId('e'.repeat(64), 3, [{ a: 1 }])).not.toBe(id)
  })
})
