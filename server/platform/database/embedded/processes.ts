/**
 * Looks at processes without trusting a bare number: a pid may be a zombie, or belong to somebody else by now.
 * Linux answers from /proc; elsewhere `ps` is asked.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const onLinux = process.platform === 'linux'

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // The process ended between two looks, which is an answer too.
  }
}

/**
 * A mark that no other process ever has, also after the pid was given away again or the machine restarted;
 * undefined for a process that is gone or a zombie.
 */
export function markOf(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  if (!onLinux) return startByPs(pid)
  const stat = textOf(`/proc/${pid}/stat`)
  if (!stat) return undefined
  // The name in brackets may hold spaces and brackets itself; the fields after the last one are plain.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  const boot = textOf('/proc/sys/kernel/random/boot_id')?.trim()
  return `${boot}/${fields[19]}`
}

function startByPs(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '')
  } catch {
    return undefined // `ps` ends with 1 when there is no such process.
  }
}

/** Whether the pid is taken in the eyes of the kernel, be it by a zombie. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether `pid` is a living PostgreSQL process of the cluster in `clusterFolder`. */
export function servesCluster(pid: number, clusterFolder: string): boolean {
  if (!markOf(pid)) return false
  if (!onLinux) {
    try {
      return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(
        clusterFolder,
      )
    } catch {
      return false // Ended between the two looks.
    }
  }
  try {
    // Every PostgreSQL process works inside its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterFolder)
  } catch {
    return textOf(`/proc/${pid}/comm`)?.trim() === 'postgres'
  }
}

/** All living processes of the cluster, the leading one and what it left behind when it was killed. */
export function listClusterProcesses(clusterFolder: string): number[] {
  if (!onLinux) return []
  const folder = realpathSync(clusterFolder)
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!Number.isSafeInteger(pid) || pid === process.pid) return false
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === folder && textOf(`/proc/${pid}/comm`)?.trim() === 'postgres'
        )
      } catch {
        return false // Another user's process, or gone.
      }
    })
}

/** Waits until `isTrue` holds; answers whether it did within the time. */
export async function holdsWithin(milliseconds: number, isTrue: () => boolean): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!isTrue()) {
    if (performance.now() > end) return false
    await delay(20)
  }
  return true
}
