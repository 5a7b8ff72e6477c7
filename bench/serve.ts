/**
 * The product's web server for the benchmark: address on standard output, ends when standard input closes. A line there,
 * `pushes off` or `pushes on`, stops the relay or lets it go on after it has caught up; `done` is the answer.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createSessionFinder } from '#modules/identity/index.ts'
import { systemClock } from '#platform/clock.ts'
import { connectDatabase } from '#platform/database/database.ts'
import { openHouse } from '#platform/house.ts'
import { createServer } from '#platform/http/create-server.ts'
import { createLog } from '#platform/log.ts'
import { keysInMemory } from '#platform/sealing/key-source.ts'
import { createSealer } from '#platform/sealing/sealer.ts'
import { houseModules } from '../server/modules.ts'
import { adcode, poolSize } from './stand.ts'

const [, , url = '', screensFolder] = process.argv
const log = createLog('warn', 2)
const database = connectDatabase(url, { size: 2, log }).house
const findSession = createSessionFinder({ database, clock: systemClock, isProduction: false })
const photosFolder = join(tmpdir(), 'jingwei-bench-photos')
const modules = houseModules({
  hours: 12,
  idleMinutes: 0,
  isProduction: false,
  findSession,
  photosFolder,
  exportsFolder: photosFolder,
  sealPlaces: { folder: photosFolder },
  baseMapsFolder: photosFolder,
})
const house = openHouse({
  url,
  clock: systemClock,
  log,
  sealer: createSealer(keysInMemory()),
  modules,
  poolSize,
})
const app = await createServer({
  house,
  findActor: findSession,
  version: 'bench',
  isDemonstration: false,
  adcode,
  ...(screensFolder === undefined ? {} : { screensFolder }),
})
house.relay.start()
console.log(await app.listen({ port: 0, host: '127.0.0.1' }))
const lines = createInterface({ input: process.stdin })
lines.on('line', async (line) => {
  if (line === 'pushes off') await house.relay.stop()
  if (line === 'pushes on') {
    await house.relay.drain()
    house.relay.start()
  }
  console.log('done')
})
lines.once('close', async () => {
  await app.close()
  await house.close()
  await database.close()
  process.exit(0)
})
