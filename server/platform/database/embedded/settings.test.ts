import { describe, expect, it } from 'vitest'
import { durableSettings, markOfSettings, memorySettings, throwAwaySettings } from './settings.ts'

describe('memorySettings', () => {
  it.each([
    [512, '85MB', '256MB', '4MB'],
    [2048, '341MB', '1024MB', '4MB'],
    [8192, '1365MB', '4096MB', '16MB'],
    [131_072, '4096MB', '65536MB', '32MB'],
  ])('for %i MB', (megabytes, buffers, cache, work) => {
    expect(memorySettings(megabytes)).toMatchObject({
      shared_buffers: buffers,
      effective_cache_size: cache,
      work_mem: work,
    })
  })

  it('never takes more than a quarter of a machine of 512 MB for the buffers and the log', () => {
    const it = memorySettings(512)
    expect(
      Number.parseInt(it['shared_buffers'] ?? '', 10) + Number.parseInt(it['wal_buffers'] ?? '', 10),
    ).toBeLessThan(128)
  })
})

describe('the mark of settings', () => {
  it('differs with any setting and with the release', () => {
    const durable = durableSettings('/logs')
    const marks = [
      markOfSettings(durable, '18.4.0'),
      markOfSettings({ ...durable, fsync: 'off' }, '18.4.0'),
      markOfSettings(durable, '18.5.0'),
      markOfSettings(throwAwaySettings('/logs'), '18.4.0'),
    ]
    expect(new Set(marks).size).toBe(4)
    expect(markOfSettings(durableSettings('/logs'), '18.4.0')).toBe(marks[0])
  })
})
