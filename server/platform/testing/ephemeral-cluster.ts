/**
 * A throw-away PostgreSQL for tests: a cluster in a temporary folder that forgets everything on a power failure
 * and is deleted at the end. Never for records.
 */
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostmasterPid, stopServer } from '../database/embedded/cluster.ts'
import { findHome } from '../database/embedded/home.ts'
import { type OpenEmbedded, openEmbedded } from '../database/embedded/open-embedded.ts'
import { servesCluster } from '../database/embedded/processes.ts'
import { throwAwaySettings } from '../database/embedded/settings.ts'

export type EphemeralCluster = {
  /** The empty database `jingwei` as its owner, who may make roles and other databases. */
  readonly url: string
  /** The same as the role of the running program. */
  readonly programUrl: string
  /** Stops the server and deletes its folder. */
  stop(): Promise<void>
}

const prefix = 'jingwei-test-'
const silent = (): void => {}

/** Stops and deletes the clusters of test runs that were killed. */
async function sweepAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(`${prefix}${process.getuid?.()}-`))
  for (const name of names) {
    const folder = join(tmpdir(), name)
    if (!isOfDeadProcess(name)) continue
    const home = await findHome(folder)
    const pid = await findPostmasterPid(home)
    if (pid && servesCluster(pid, home.cluster)) await stopServer(pid, home)
    await rm(folder, { recursive: true, force: true })
  }
}

function isOfDeadProcess(name: string): boolean {
  try {
    process.kill(Number(name.split('-')[3]), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Starts a cluster of its own in a new temporary folder. */
export async function startEphemeralCluster(): Promise<EphemeralCluster> {
  await sweepAbandoned()
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.getuid?.()}-${process.pid}-`))
  // Where root must run PostgreSQL as another account, that account has to pass through.
  await chmod(folder, 0o711)
  const open: OpenEmbedded = await openEmbedded({
    dataFolder: folder,
    log: silent,
    settingsFor: throwAwaySettings,
  })
  const stop = async (): Promise<void> => {
    await open.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: open.ownerUrl, programUrl: open.url, stop }
}
