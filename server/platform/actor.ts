/** Who acts: a signed-in person, or the system under a name of its own. Never trusts what a request says. */
export type Actor = {
  readonly id: string
  readonly name: string
  /** The county the actor works in; every row it writes carries it. */
  readonly adcode: string
  readonly permissions: ReadonlySet<string>
  /** The posts (岗位) held, by their code words. */
  readonly posts: readonly string[]
  readonly organisationId: string | null
  /** Areas of duty, by code; empty means the whole county. */
  readonly areaCodes: readonly string[]
  /** Another system with an API key: it does nothing that concerns a person's own account. */
  readonly isKey?: true
  /** How many requests a minute the key is good for; null or nothing where only the limit of all keys holds. */
  readonly requestsPerMinute?: number | null
}

/** The id under which sweeps, imports and seeds act. */
export const systemActorId = '00000000-0000-7000-8000-000000000001'

/** The actor of jobs and imports in a county: it may do everything that a command allows the system. */
export const systemActor = (adcode: string, name = 'system'): Actor => ({
  id: systemActorId,
  name,
  adcode,
  permissions: new Set(['*']),
  posts: [],
  organisationId: null,
  areaCodes: [],
})

/** Whether `actor` holds `permission`. */
export const may = (actor: Actor, permission: string): boolean =>
  permission === 'signed-in' || actor.permissions.has(permission) || actor.permissions.has('*')
