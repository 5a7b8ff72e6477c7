// The walls of the house, after module-map.js. `npm run check` reports every import that goes through one;
// scripts/walls.test.ts breaks each of them on purpose.
import { moduleMap } from './module-map.js'

/** The libraries that rules may use: pure, without input or output. */
const pureLibraries = [
  'zod',
  'flatbush',
  'gcoord',
  'proj4',
  'geographiclib-geodesic',
  'pinyin-pro',
  'robust-predicates',
  'polyclip-ts',
]

const tests = ['\\.test\\.ts$', '/testing(/|\\.ts$)', '^(scenarios|bench)/']
const deny = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const library = (names) => `^node_modules/(${names.join('|')})/`

const rooms = [
  deny(
    'domain-is-pure',
    'The domain knows no database, network, file, clock or screen; only domain/, standards/ and pure libraries.',
    { path: '^domain/', pathNot: tests },
    { pathNot: ['^domain/', '^standards/', library(pureLibraries), '^node_modules/@types/'] },
  ),
  deny(
    'standards-hold-no-code',
    'standards/ is data; code lives elsewhere.',
    {},
    { path: '^standards/.*\\.(ts|js|mjs)$' },
  ),
  deny('server-not-to-web', 'The server never knows the screens.', { path: '^server/' }, { path: '^web/' }),
  deny(
    'web-not-to-server',
    'Screens reach the server through contracts in domain/.',
    { path: '^web/' },
    { path: ['^server/', library(['pg', 'kysely', 'fastify', 'pg-boss'])] },
  ),
  deny(
    'scenarios-speak-http',
    'A scenario tells its story over HTTP; it never reaches into a module.',
    { path: '^scenarios/' },
    { path: ['^server/modules/', '^web/'] },
  ),
]

const serverWalls = [
  deny(
    'platform-knows-no-module',
    'server/platform has no business word in it: of the domain it knows the shared ideas only.',
    { path: '^server/platform/', pathNot: tests },
    { path: ['^server/(modules|cli|simulator)/', '^domain/[^/]+/'] },
  ),
  deny(
    'modules-meet-at-the-door',
    'Use another module only through its index.ts (tests also through its testing.ts).',
    { path: '^server/modules/([^/]+)/' },
    {
      path: '^server/modules/([^/]+)/',
      pathNot: ['^server/modules/$1/', '^server/modules/[^/]+/(index|testing)\\.ts$'],
    },
  ),
  deny(
    'everybody-enters-by-the-door',
    'The command line, the simulator and the wiring also use a module only through its index.ts.',
    { path: '^server/', pathNot: ['^server/modules/[^/]+/', ...tests] },
    { path: '^server/modules/[^/]+/', pathNot: '^server/modules/[^/]+/index\\.ts$' },
  ),
  ...Object.entries(moduleMap).map(([name, mayUse]) =>
    deny(
      `module-map:${name}`,
      `module-map.js says what ${name} may use.`,
      { path: `^server/modules/${name}/`, pathNot: tests },
      { path: '^server/modules/', pathNot: [name, ...mayUse].map((it) => `^server/modules/${it}/`) },
    ),
  ),
  deny(
    'modules-know-no-driver-of-them',
    'A module is driven by HTTP, the command line, jobs and the simulator; it knows none of them.',
    { path: '^server/(modules|platform)/' },
    { path: '^server/(cli|simulator)/' },
  ),
  deny(
    'sql-lives-in-stores',
    'Only store.ts, queries and migrations touch the database libraries.',
    {
      path: '^server/modules/',
      pathNot: [
        '/store(/|\\.ts$)',
        '/queries(/|\\.ts$)',
        '/migrations/',
        '/tables\\.generated\\.ts$',
        ...tests,
      ],
    },
    { path: library(['kysely', 'pg']) },
  ),
  deny(
    'routes-hold-no-logic',
    'A route names a command or a query; it never opens the store.',
    { path: '/routes\\.ts$' },
    { path: '/store(/|\\.ts$)' },
  ),
  deny(
    'commands-know-no-http',
    'A command must also work from the command line and from a job.',
    {
      path: '^server/modules/.+/((commands|queries|reactions)/|(queries|store|jobs|policy)\\.ts$)',
      pathNot: tests,
    },
    { path: ['^server/platform/http/', library(['fastify', '@fastify'])] },
  ),
]

const webWalls = [
  deny(
    'kit-knows-no-app',
    'web/kit is shared by all screens and knows none of them, nor any module.',
    { path: '^web/kit/' },
    { path: ['^web/(desk|field|portal|screen)/', '^domain/[^/]+/'] },
  ),
  deny(
    'apps-stay-apart',
    'desk, field, portal and screen share only web/kit and domain/.',
    { path: '^web/(desk|field|portal|screen)/' },
    { path: '^web/(desk|field|portal|screen)/', pathNot: '^web/$1/' },
  ),
  deny(
    'screens-of-a-module-stay-apart',
    'Compose modules in the shell of the app, not in each other.',
    { path: '^web/([^/]+)/modules/([^/]+)/' },
    { path: '^web/[^/]+/modules/', pathNot: '^web/$1/modules/$2/' },
  ),
]

const everywhere = [
  deny('no-cycles', 'Two files that need each other are one file, or three.', {}, { circular: true }),
  deny('nothing-unresolved', 'This import leads nowhere.', {}, { couldNotResolve: true }),
  deny(
    'no-test-code-in-production',
    'Builders and fakes are for tests.',
    { path: '^(domain|server|web)/', pathNot: tests },
    { path: ['\\.test\\.ts$', '/testing(/|\\.ts$)', '^(scenarios|bench)/'] },
  ),
  deny(
    'server-runs-without-tools',
    'What the server runs on stands under dependencies, not devDependencies.',
    { path: '^(domain|server)/', pathNot: tests },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
  ),
]

export default {
  forbidden: [...everywhere, ...rooms, ...serverWalls, ...webWalls],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
