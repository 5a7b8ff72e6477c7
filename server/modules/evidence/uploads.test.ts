/**
 * Files that are not what they say: bombs, polyglots, names that climb out of their folder, halves. Each is sent over HTTP, and
 * what is kept and served is looked at byte by byte.
 */
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileStore } from '#platform/files/file-store.ts'
import { measureZip } from '#platform/files/measure-zip.ts'
import { newId } from '#platform/ids.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../testing/test-county.ts'
import type { Voice } from '../../testing/test-house.ts'

let county: TestCounty
let admin: Voice
beforeAll(async () => {
  county = await openTestCounty()
  admin = await county.as({ username: 'data', posts: ['data_admin'] })
})
afterAll(() => county.close())

/** A form with one file; `name` goes into the head as it is, byte by byte. */
async function send(
  voice: Voice,
  url: string,
  content: Uint8Array,
  name: Buffer | string = 'file',
  type = 'image/jpeg',
) {
  const boundary = '----jingwei-test'
  const payload = Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="`),
    Buffer.from(name),
    Buffer.from(`"\r\ncontent-type: ${type}\r\n\r\n`),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const reply = await county.app.inject({
    method: 'POST',
    url,
    payload,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      authorization: `Bearer ${voice.token}`,
    },
  })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}
const fetchFile = (voice: Voice, url: string) =>
  county.app.inject({ url, headers: { authorization: `Bearer ${voice.token}` } })

/** A PNG of one bit a pixel that says it is so large; `rows` of it are there. */
function pngOf(width: number, height: number, rows: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xed_b8_83_20 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crcOf = (bytes: Buffer): number => {
    let c = 0xff_ff_ff_ff
    for (const it of bytes) c = (crcTable[(c ^ it) & 0xff] ?? 0) ^ (c >>> 8)
    return (c ^ 0xff_ff_ff_ff) >>> 0
  }
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind), data])
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    crc.writeUInt32BE(crcOf(body))
    return Buffer.concat([length, body, crc])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
const photo = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: '#a03020' } })

describe('a picture', () => {
  it.each([
    ['of 900 megapixels in a few KB', () => pngOf(30_000, 30_000, 10), 413, 'photo.too-many-pixels'],
    ['of 64 megapixels, whole', () => pngOf(8000, 8000, 8000), 413, 'photo.too-many-pixels'],
    ['of 2 thousand million by one', () => pngOf(2 ** 31 - 1, 1, 1), 400, 'photo.not-a-photo'],
    ['that is cut off', () => pngOf(400, 400, 200), 400, 'photo.not-a-photo'],
    [
      'that is an SVG with a script',
      () =>
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
        ),
      400,
      'photo.not-a-photo',
    ],
    [
      'that is a page called .jpg',
      () => Buffer.from('<!doctype html><script>alert(1)</script>'),
      400,
      'photo.not-a-photo',
    ],
    [
      'that is a GIF and a script',
      () => Buffer.from('GIF89a/*\u0001\u0000*/=alert(1)//;'),
      400,
      'photo.not-a-photo',
    ],
    ['that is a PDF', () => Buffer.from('%PDF-1.4\n%%EOF'), 400, 'photo.not-a-photo'],
    ['of nothing', () => Buffer.alloc(0), 400, 'photo.not-a-photo'],
  ])('%s is refused and leaves nothing', async (_, content, status, code) => {
    const before = await sumTables(county.database)
    expect(await send(county.collector, '/api/photos', content())).toMatchObject({ status, body: { code } })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it.each([
    ['16 bits deep', () => photo().toColourspace('rgb16').png().toBuffer()],
    ['in CMYK', () => photo().toColourspace('cmyk').jpeg().toBuffer()],
    [
      'that moves',
      async () => {
        const frames = await Promise.all(
          ['#f00', '#0f0', '#00f'].map((background) =>
            sharp({ create: { width: 60, height: 40, channels: 3, background } })
              .png()
              .toBuffer(),
          ),
        )
        return sharp(frames, { join: { animated: true } })
          .webp({ delay: [90, 90, 90] })
          .toBuffer()
      },
    ],
    [
      'see-through',
      () =>
        sharp({ create: { width: 60, height: 40, channels: 4, background: '#f008' } })
          .png()
          .toBuffer(),
    ],
  ])('%s becomes a plain JPEG', async (_, make) => {
    const { status, body } = await send(county.collector, '/api/photos', await make())
    expect(status).toBe(200)
    const kept = await sharp(
      (await fetchFile(county.collector, `/api/photos/${String(body['id'])}`)).rawPayload,
    ).metadata()
    expect(kept).toMatchObject({ format: 'jpeg', space: 'srgb', depth: 'uchar', width: 60, height: 40 })
    expect(kept.pages ?? 1).toBe(1)
  })

  it('loses what it carries beside its pixels: EXIF, XMP, IPTC, comments, a page behind its end', async () => {
    const secret = 'Wei Caiji lives here'
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="${secret}"/></rdf:RDF></x:xmpmeta>`
    const bare = await photo()
      .withExif({ IFD0: { Artist: secret }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 0/1 0/1' } })
      .withXmp(xmp)
      .jpeg()
      .toBuffer()
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, secret.length + 2]), Buffer.from(secret)])
    const original = Buffer.concat([
      bare.subarray(0, 2),
      comment,
      bare.subarray(2),
      Buffer.from(`<script>alert("${secret}")</script>`),
    ])
    expect(original.toString('latin1').split(secret).length).toBeGreaterThanOrEqual(4)
    const { body } = await send(county.collector, '/api/photos', original)
    for (const size of ['full', 'thumbnail']) {
      const reply = await fetchFile(county.collector, `/api/photos/${String(body['id'])}?size=${size}`)
      expect(reply.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
      })
      expect(reply.rawPayload.includes(secret)).toBe(false)
      expect(reply.rawPayload.includes('<script')).toBe(false)
      const { exif, xmp: kept, iptc } = await sharp(reply.rawPayload).metadata()
      expect({ exif, kept, iptc }).toEqual({ exif: undefined, kept: undefined, iptc: undefined })
    }
  })
})

describe('a document', () => {
  const pdf = Buffer.from('%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n')

  it.each([
    ['a way out of the folder', '../../../../etc/passwd.pdf'],
    ['an absolute path', '/etc/cron.d/evil.pdf'],
    ['a path of Windows', 'C:\\Windows\\system32\\evil.pdf'],
    ['a NUL', Buffer.from('evil.php\u0000.pdf')],
    ['overlong UTF-8', Buffer.from([0xc0, 0xae, 0xc0, 0xae, 0xc0, 0xaf, 0x65, 0x2e, 0x70, 0x64, 0x66])],
    ['signs that turn its end around', 'invoice\u202Efdp.exe'],
    ['a new header', 'a.pdf%0d%0aset-cookie: x=1'],
    ['five thousand signs', `${'长'.repeat(5000)}.pdf`],
    ['nothing but dots', '..'],
  ])(
    'with %s in its name lies under a name of ours and is only ever saved, never opened',
    async (_, name) => {
      const { status, body } = await send(county.dispatcher, '/api/documents', pdf, name, 'text/html')
      expect(status).toBe(200)
      expect(String(body['name'])).toMatch(/^[^\p{C}\\/]{1,120}\.pdf$/u)
      const reply = await fetchFile(county.dispatcher, `/api/documents/${String(body['id'])}`)
      expect(reply.headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''[\w%.!~*'()-]+$/),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
      })
      expect(reply.headers['set-cookie']).toBeUndefined()
      const kept = await readdir(join(county.filesFolder, 'photos'), { recursive: true })
      expect(
        kept.filter((it) => !/^[0-9a-f]{2}(?:\/[0-9a-f]{64}\.(?:jpg|pdf|docx|xlsx))?$/.test(it)),
      ).toEqual([])
    },
  )

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a program', Buffer.from('MZ\u0090\u0000')],
    ['a ZIP that is no document', Buffer.from(zipSync({ 'a.txt': strToU8('a') }))],
    [
      'a workbook with macros',
      Buffer.from(
        zipSync({
          '[Content_Types].xml': strToU8(
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
          ),
          'xl/workbook.xml': strToU8('<workbook/>'),
          'xl/vbaProject.bin': strToU8('macro'),
        }),
      ),
    ],
  ])('that is %s is refused', async (_, content) => {
    expect(await send(county.dispatcher, '/api/documents', content, 'a.pdf')).toMatchObject({
      status: 400,
      body: { code: 'document.not-taken' },
    })
  })
})

describe('an archive', () => {
  const bomb = (name: string): Buffer =>
    Buffer.from(zipSync({ [name]: new Uint8Array(220_000_000) }, { level: 1 }))

  it('is measured by unpacking it, whatever its list claims', async () => {
    const zip = Buffer.from(zipSync({ 'a/b.xml': new Uint8Array(3_000_000) }))
    expect(await measureZip(zip, 4_000_000)).toBe(3_000_000)
    expect(await measureZip(zip, 1_000_000)).toBe('too-large')
    const lying = Buffer.from(zip)
    for (const at of [lying.indexOf('PK\u0003\u0004') + 22, lying.lastIndexOf('PK\u0001\u0002') + 24])
      lying.writeUInt32LE(10, at)
    expect(await measureZip(lying, 1_000_000)).toBe('damaged')
    expect(await measureZip(zip.subarray(0, 900), 1e9)).toBe('damaged')
    const climbing = Buffer.from(zipSync({ '../../evil.txt': strToU8('x') }))
    expect(await measureZip(climbing, 1e9)).toBe('damaged')
    const many = Buffer.from(
      zipSync(Object.fromEntries(Array.from({ length: 10_050 }, (_, it) => [`${it}`, new Uint8Array()])), {
        level: 0,
      }),
    )
    expect(await measureZip(many, 1e9)).toBe('too-large')
  })

  it('that unpacks to more than the memory should hold is refused, whoever takes it', async () => {
    const sheet = bomb('xl/worksheets/sheet1.xml')
    expect(sheet.length).toBeLessThan(2_000_000)
    const before = await sumTables(county.database)
    const answers = [
      await send(county.sysadmin, '/api/people/check-import', sheet, '人员.xlsx'),
      await send(admin, '/api/addresses/import', sheet, '地名.xlsx'),
      await send(admin, '/api/catalogues/workbook/preview', sheet, '目录.xlsx'),
      await send(
        admin,
        '/api/areas/surveys?validFrom=2026-07-01',
        Buffer.from(zipSync({ 'a.shp': sheet, 'b.zip': sheet })),
        'a.zip',
      ),
    ]
    for (const { status, body } of answers) {
      expect([400, 413], JSON.stringify(body)).toContain(status)
      expect(body['sentence']).toMatchObject({ zh: expect.stringMatching(/./) })
    }
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('of SQLite that would count for ever is refused before it is asked anything', async () => {
    const make = async (sql: string): Promise<Buffer> => {
      const path = join(tmpdir(), `jingwei-${newId()}.db`)
      const database = new DatabaseSync(path)
      database.exec(sql)
      database.close()
      const bytes = await readFile(path)
      await rm(path)
      return bytes
    }
    const endless = await make(`create table metadata (name text, value text);
      create view tiles as with recursive n(x) as (select 1 union all select x + 1 from n)
        select x as zoom_level, x as tile_column, x as tile_row, null as tile_data from n;`)
    const wide = await make(`create table t (x); create table metadata (name text, value text);
      create view tiles as select a.x as zoom_level, b.x as tile_column, c.x as tile_row, d.x as tile_data
        from t a join t b join t c join t d;`)
    const sysadmin = await county.as({ username: 'maps', posts: ['sysadmin'] })
    for (const content of [endless, wide])
      expect(await send(sysadmin, '/api/basemap-files', content, 'map.mbtiles')).toMatchObject({
        status: 400,
        body: { sentence: { zh: expect.stringContaining('tiles') } },
      })
    const layer =
      await make(`create table gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition);
      create table gpkg_geometry_columns (table_name, column_name, srs_id);
      insert into gpkg_spatial_ref_sys values ('w', 4326, 'EPSG', 4326, '');
      insert into gpkg_geometry_columns values ('areas', 'geom', 4326);
      create view areas as with recursive n(x) as (select 1 union all select x + 1 from n) select x, null as geom from n;`)
    expect(await send(admin, '/api/areas/surveys?validFrom=2026-07-01', layer, 'a.gpkg')).toMatchObject({
      status: 400,
    })
  })
})

describe('what a server that died has left', () => {
  it('is taken away by night: halves, and files no row speaks of; what is named or new stays', async () => {
    const files = createFileStore(join(county.filesFolder, 'photos'))
    const id = await county.photo(county.collector)
    const [row] = await county.database.rows<{ file: string; thumbnail: string }>(
      'select file, thumbnail from evidence.photos where id = $1',
      [id],
    )
    const [lost = '', young = ''] = [
      await files.keep(Buffer.from('lost'), 'jpg'),
      await files.keep(Buffer.from('young'), 'jpg'),
    ]
    const pathOf = (name: string): string => join(county.filesFolder, 'photos', name.slice(0, 2), name)
    const half = `${pathOf(lost)}.${newId()}.part`
    await writeFile(half, 'half')
    const long = new Date(Date.now() - 3 * 86_400_000)
    for (const path of [half, pathOf(lost), pathOf(row?.file ?? ''), pathOf(row?.thumbnail ?? '')])
      await utimes(path, long, long)
    expect(await county.runJob('evidence.sweep-files')).toEqual([])
    const isThere = (path: string) =>
      stat(path).then(
        () => true,
        () => false,
      )
    expect(await Promise.all([half, pathOf(lost)].map(isThere))).toEqual([false, false])
    expect(
      await Promise.all([pathOf(young), pathOf(row?.file ?? ''), pathOf(row?.thumbnail ?? '')].map(isThere)),
    ).toEqual([true, true, true])
    // What is sent again is wanted again.
    await utimes(pathOf(young), long, long)
    await files.keep(Buffer.from('young'), 'jpg')
    await county.runJob('evidence.sweep-files')
    expect(await isThere(pathOf(young))).toBe(true)
  })

  it('is left alone when it is so much that something else must be wrong', async () => {
    const folder = join(county.filesFolder, 'other')
    const files = createFileStore(folder)
    await mkdir(folder)
    for (let index = 0; index < 25; index += 1) await files.keep(Buffer.from(`photo ${index}`), 'jpg')
    const tomorrow = new Date(Date.now() + 86_400_000)
    const nobody = async () => new Set<string>()
    expect(await files.sweep(tomorrow, nobody)).toEqual({ halves: 0, nameless: 25, isHeldBack: true })
    expect((await readdir(folder, { recursive: true })).filter((it) => it.endsWith('.jpg'))).toHaveLength(25)
  })
})
