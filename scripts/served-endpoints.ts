/** Everything that is wired in `server/modules.ts`, for scripts that describe it. */
import { houseModules } from '../server/modules.ts'

// Only the descriptions of the routes are read, so nobody is ever asked for a session.
const modules = houseModules({
  hours: 12,
  idleMinutes: 0,
  isProduction: true,
  findSession: Object.assign(async () => undefined, { forget: () => undefined, hear: () => undefined }),
  photosFolder: '',
  exportsFolder: '',
  sealPlaces: { folder: '' },
  baseMapsFolder: '',
})
/** Every endpoint that a server answers. */
export const servedEndpoints = modules.flatMap((it) => it.routes.map((route) => route.endpoint))
/** Every answer that is pushed as it changes. */
export const servedViews = modules.flatMap((it) => it.liveViews ?? [])
