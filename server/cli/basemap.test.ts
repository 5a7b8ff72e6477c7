import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeMbtiles, plainPicture, tilesAround } from '../testing/tile-files.ts'
import { createInstallation, type Installation } from './testing.ts'

/** Processes may have to wait for their turn on a busy machine. */
const longest = 120_000

let installation: Installation
let folder: string

beforeAll(async () => {
  installation = await createInstallation({ JINGWEI_MODE: 'production' })
  folder = await mkdtemp(join(tmpdir(), 'jingwei-basemap-'))
}, longest)
afterAll(async () => {
  await installation.remove()
  await rm(folder, { recursive: true, force: true })
}, longest)

it(
  'brings in a file of tiles as a base map, and says what is wrong with another file',
  async () => {
    const file = join(folder, 'photo.mbtiles')
    makeMbtiles(file, tilesAround([103.04, 25.33], [11, 12], await plainPicture([10, 90, 10])), {
      name: '影像',
    })
    const run = (...more: string[]) => installation.runHere(['basemap', 'import', ...more, '--json'])
    const done = await run(file, '--review-number', '云S（2026）12号')
    expect(done.err).toBe('')
    expect(JSON.parse(done.out)).toMatchObject({ name: '影像', format: 'mbtiles', minZoom: 11, maxZoom: 12 })
    const other = join(folder, 'other.mbtiles')
    await writeFile(other, 'nothing of the kind')
    expect(await run(other)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no MBTiles, PMTiles or GeoPackage/),
    })
    expect(await run(join(folder, 'none.mbtiles'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot be read/),
    })
    expect(await run(file, '--review-number', '12')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/review number/),
    })
  },
  longest,
)
