/** Codes, addresses, fields of view, playlists and files of cameras. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../geography/measure.ts'
import { findCodeFault } from './camera-code.ts'
import { toDeliveredCameras } from './camera-delivery.ts'
import { rewritePlaylist } from './playlist.ts'
import { findAddressFault, maskAddress } from './stream-address.ts'
import { wedgeMetres, wedgeOf } from './wedge.ts'

describe('a code', () => {
  it.each([
    ['53012700001310000001', true],
    ['53012700001320000001', true],
    ['53012700002000000001', false],
    ['5301270000131000000', false],
    ['530127000013100000011', false],
    ['YL-0031', true],
    ['', false],
    ['街口一号', false],
  ])('%s is sound: %s', (code, isSound) => {
    expect(findCodeFault(code) === undefined).toBe(isSound)
  })
})

describe('an address', () => {
  it.each([
    ['http://10.1.2.3/live/1.m3u8', [], true],
    ['rtsp://10.1.2.3/live', [], false],
    ['file:///etc/passwd', [], false],
    ['not an address', [], false],
    ['http://10.1.2.3:8080/a.m3u8', ['10.1.2.3:8080'], true],
    ['http://10.1.2.3:8080/a.m3u8', ['10.1.2.3'], true],
    ['http://10.1.2.3:8081/a.m3u8', ['10.1.2.3:8080'], false],
    ['https://video.example/a.m3u8', ['video.example:443'], true],
    ['https://video.example.evil/a.m3u8', ['video.example'], false],
  ])('%s with the hosts %j may stand: %s', (text, hosts, isSound) => {
    expect(findAddressFault(text, hosts) === undefined).toBe(isSound)
  })

  it('is shown without user, password, path and token', () => {
    const shown = maskAddress('https://admin:s3cret@10.1.2.3:8443/live/one.m3u8?token=abcdef')
    expect(shown).toBe('https://10.1.2.3:8443/…')
  })
})

describe('the field of view', () => {
  it('lies around its bearing, at the drawn reach, and is closed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 1, max: 360, noNaN: true }),
        (bearing, angle) => {
          const at = [103.04, 25.34] as const
          const ring = wedgeOf([...at], bearing, angle) ?? []
          expect(ring.length).toBeGreaterThanOrEqual(4)
          expect(ring.at(-1)).toEqual(ring[0])
          for (const corner of ring) {
            const metres = distanceMetres([...at], corner)
            expect(metres < 0.01 || Math.abs(metres - wedgeMetres) < 0.01).toBe(true)
          }
        },
      ),
    )
  })
  it('is not drawn where the direction is not known', () => {
    expect(wedgeOf([103, 25], null, 60)).toBeUndefined()
  })
})

describe('a playlist', () => {
  const base = new URL('http://10.1.2.3/live/one.m3u8?token=t')
  const text =
    '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4,\npart-0.m4s?k=1\n\n#EXTINF:4,\n/other/part-1.m4s\n#EXT-X-ENDLIST'
  it('has every address replaced, in lines and in attributes, and nothing else', () => {
    expect(rewritePlaylist(text, base, (it) => `<${it.pathname}${it.search}>`)).toBe(
      '#EXTM3U\n#EXT-X-MAP:URI="</live/init.mp4>"\n#EXTINF:4,\n</live/part-0.m4s?k=1>\n\n#EXTINF:4,\n</other/part-1.m4s>\n#EXT-X-ENDLIST',
    )
  })
  it('is refused whole where one address is', () => {
    const leading = `${text}\nhttp://169.254.169.254/latest/meta-data`
    expect(rewritePlaylist(leading, base, (it) => (it.host === base.host ? 'ok' : undefined))).toBeUndefined()
  })
})

describe('a file of cameras', () => {
  const columns = {
    编码: '53012700001310000001',
    名称: '文化路口',
    经度: 103.04,
    纬度: 25.34,
    坐标系: 'GCJ-02',
    类型: '球机',
    朝向: 90,
    用途: '市容巡查',
    设置依据: '县政府批复',
    播放地址: 'http://10.1.2.3/a.m3u8',
  }
  const judge = (...rows: Record<string, unknown>[]) =>
    toDeliveredCameras(
      rows.map((changes, index) => ({ rowNumber: index + 2, columns: { ...columns, ...changes } as never })),
      { organisations: [{ id: '0199aaaa-0000-7000-8000-00000000000a', name: '城管局' }], hosts: [] },
    )
  it('gives cameras with the words of the house', () => {
    const { cameras, refused } = judge({ 权属单位: '城管局' })
    expect(refused).toEqual([])
    expect(cameras[0]?.camera).toMatchObject({
      code: '53012700001310000001',
      point: [103.04, 25.34],
      datum: 'gcj02',
      kind: 'dome',
      bearing: 90,
      angle: null,
      state: 'in-service',
      retentionDays: 7,
      waitDays: 30,
      streamUrl: 'http://10.1.2.3/a.m3u8',
    })
    expect(cameras[0]?.camera.snapshotUrl).toBeUndefined()
  })
  it.each([
    [{ 编码: '5301270000131000000' }, '编码'],
    [{ 编码: '' }, '编码'],
    [{ 名称: '' }, '名称'],
    [{ 名称: '路' }, '名称'],
    [{ 经度: 'x' }, '经度'],
    [{ 纬度: 120 }, '纬度'],
    [{ 坐标系: '火星' }, '坐标系'],
    [{ 权属单位: '没有的局' }, '权属单位'],
    [{ 类型: '大炮' }, '类型'],
    [{ 朝向: 400 }, '朝向'],
    [{ 留存天数: 0 }, '留存天数'],
    [{ 播放地址: 'rtsp://10.1.2.3/a' }, '播放地址'],
    [{ 设置依据: '' }, '设置依据'],
  ])('refuses %j at its row and column', (changes, column) => {
    const { cameras, refused } = judge({}, { 编码: 'B-2', ...changes })
    expect(refused.map((it) => [it.row, it.column])).toEqual([[3, column]])
    expect(cameras.map((it) => it.row)).toEqual([2])
  })
  it('refuses a code that stands twice', () => {
    expect(judge({}, {}).refused.map((it) => [it.row, it.column])).toEqual([[3, '编码']])
  })
})
