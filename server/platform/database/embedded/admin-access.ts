/** The way of the superuser to a running embedded database, for whoever copies the whole cluster. */
import { findPostmasterPid, stopServer, superuser } from './cluster.ts'
import { findHome, getEndpoint, getPassword, type Home, urlOf } from './home.ts'
import { findClaimant } from './owner.ts'
import { DatabaseProblem } from './problems.ts'
import { servesCluster } from './processes.ts'

export type AdminAccess = { readonly url: string; readonly home: Home; readonly password: string }

/** Finds it for the data folder; whether the server answers is for the caller to see. */
export async function findAdminAccess(dataFolder: string): Promise<AdminAccess> {
  const home = await findHome(dataFolder)
  const password = await getPassword(home)
  return { url: urlOf(await getEndpoint(home), superuser, password, 'postgres'), home, password }
}

/**
 * Makes sure that nothing runs on the data folder, without starting anything: its database may be the damaged one.
 * Throws `database.already-owned` where a process owns it; a server without owner is stopped.
 */
export async function endOrphan(dataFolder: string): Promise<void> {
  const home = await findHome(dataFolder)
  const owner = await findClaimant(home)
  if (owner) throw DatabaseProblem.alreadyOwned({ pid: owner, dataFolder })
  const pid = await findPostmasterPid(home)
  if (pid && servesCluster(pid, home.cluster)) await stopServer(pid, home)
}
