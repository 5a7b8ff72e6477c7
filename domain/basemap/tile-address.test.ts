import { describe, expect, it } from 'vitest'
import { ReviewNumber } from './review-number.ts'
import { BaseMapSource, needsKey, TileTemplate, templatesOf, toTileAddress } from './tile-address.ts'

const tile = { z: 14, x: 12_880, y: 7021 }
const addresses = (source: object, key: string | null = null): string[] =>
  templatesOf(BaseMapSource.parse(source)).map((it) => toTileAddress(it, tile, key))

describe('the address of a tile', () => {
  it('has its numbers where the template says, from the south where asked, and spreads over servers', () => {
    expect(
      addresses({ kind: 'xyz', template: 'https://{s}.tiles.test/{z}/{x}/{y}.png', subdomains: 'abc' }),
    ).toEqual(['https://c.tiles.test/14/12880/7021.png'])
    expect(addresses({ kind: 'xyz', template: 'http://10.1.2.3:8080/{z}/{x}/{-y}' })).toEqual([
      'http://10.1.2.3:8080/14/12880/9362',
    ])
  })

  it('of a WMTS is asked by key and value or by its path', () => {
    const wmts = {
      kind: 'wmts',
      layer: '影像',
      style: 'default',
      matrixSet: 'EPSG:3857',
      matrixPrefix: 'EPSG:3857:',
    }
    expect(addresses({ ...wmts, encoding: 'kvp', url: 'https://map.test/wmts?map=yn' })).toEqual([
      'https://map.test/wmts?map=yn&SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=%E5%BD%B1%E5%83%8F&STYLE=default&TILEMATRIXSET=EPSG%3A3857&FORMAT=image%2Fpng&TILEMATRIX=EPSG%3A3857%3A14&TILEROW=7021&TILECOL=12880',
    ])
    expect(
      addresses({
        ...wmts,
        matrixPrefix: '',
        encoding: 'rest',
        url: 'https://map.test/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png',
      }),
    ).toEqual(['https://map.test/default/EPSG%3A3857/14/7021/12880.png'])
  })

  it('of Tianditu has its labels above, on Web Mercator, with the key', () => {
    const source = { kind: 'tianditu', look: 'img' }
    expect(needsKey(BaseMapSource.parse(source))).toBe(true)
    const [picture, labels] = addresses(source, 'a b')
    expect(picture).toBe(
      'https://t5.tianditu.gov.cn/img_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=img&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=14&TILEROW=7021&TILECOL=12880&tk=a%20b',
    )
    expect(labels).toContain('/cia_w/wmts?')
    expect(addresses({ ...source, labels: false }, 'k')).toHaveLength(1)
  })

  it.each([
    'ftp://tiles.test/{z}/{x}/{y}',
    'https://tiles.test/{z}/{x}',
    'https://tiles.test/{z}/{x}/{y}/{name}',
    'https://user:secret@tiles.test/{z}/{x}/{y}',
    'https://{key}.test/{z}/{x}/{y}',
    'https://{x}.test/{z}/{y}/{x}',
    'http://169.254.169.254/latest/{z}/{x}/{y}',
    'file:///etc/{z}/{x}/{y}',
    'javascript:alert({x}{y}{z})',
  ])('is refused as %s', (template) => {
    expect(TileTemplate.safeParse(template).success).toBe(false)
  })
})

describe('a review number', () => {
  it.each([
    ['GS(2024)0650号', 'GS(2024)0650号'],
    ['gs（2019）1822号', 'GS(2019)1822号'],
    ['GS京(2022)1061号', 'GS京(2022)1061号'],
    [' 云S (2023) 12号 ', '云S(2023)12号'],
  ])('is taken as %s', (given, printed) => {
    expect(ReviewNumber.parse(given)).toBe(printed)
  })

  it.each(['', '0650', 'GS2024-0650', 'GS(24)0650号', 'GS(2024)号', '审图号 GS(2024)0650号', 'GS(2024)0650'])(
    'is none as %s',
    (given) => {
      expect(ReviewNumber.safeParse(given).success).toBe(false)
    },
  )
})
