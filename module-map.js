// Who may use whom, through index.ts only. Read by the checker (.dependency-cruiser.js) and by ARCHITECTURE.md.
// A module appears here when its first capability is built.
export const moduleMap = {
  // ground
  identity: [],
  geography: [],
  catalogue: [],
  phrases: [],
  basemap: ['geography'],
  // records
  evidence: ['identity'],
  patrol: ['identity', 'geography'],
  components: ['geography', 'catalogue', 'identity', 'evidence'],
  cases: ['identity', 'geography', 'catalogue', 'components', 'evidence', 'basemap'],
  intake: ['identity', 'geography', 'catalogue', 'components', 'evidence', 'cases'],
  cameras: ['identity', 'geography', 'evidence', 'cases', 'intake'],
  // readers
  backup: [],
  audit: ['identity', 'cases'],
  evaluation: ['identity', 'geography', 'catalogue'],
  configuration: ['identity', 'catalogue', 'cases', 'patrol', 'phrases', 'intake'],
}
