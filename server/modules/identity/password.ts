/** Passwords are kept as argon2id hashes; an unknown user costs as much work as a wrong password. */
import { hash, verify } from '@node-rs/argon2'
import { inHashQueue } from './hash-work.ts'

type Cost = { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number }

// OWASP's second recommended setting: 19 MiB, two passes.
const cost: Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash to keep of `password`. */
export const hashPassword = (password: string): Promise<string> => inHashQueue(() => hash(password, cost))

// A generated password of 60 random bits cannot be guessed through any hash; what the slow one protects are
// passwords that people think up. With this one the accounts of a demonstration county cost no wait.
const costOfGenerated: Cost = { memoryCost: 1024, timeCost: 1, parallelism: 1 }

/** The hash to keep of a password that was generated at random, never of one that a person chose. */
export const hashGeneratedPassword = (password: string): Promise<string> => hash(password, costOfGenerated)

/** Whether `passwordHash` was made with less work than one is made with now. */
export function isCheapHash(passwordHash: string): boolean {
  const [, memory, passes] = /\$m=(\d+),t=(\d+),/.exec(passwordHash) ?? []
  return Number(memory) < cost.memoryCost || Number(passes) < cost.timeCost
}

/** Whether `password` is the one that `passwordHash` was made of; for hashes that exist. */
export const isPasswordOf = (passwordHash: string, password: string): Promise<boolean> =>
  inHashQueue(() => verify(passwordHash, password))

let nobodysHash: Promise<string> | undefined
let fullHashes = 0

/** How many passwords were checked at full cost since the start; a refusal adds one, whoever was meant. */
export const countFullHashes = (): number => fullHashes

/**
 * Whether `password` fits `passwordHash`. A refusal always costs one full hash: for nobody, for a wrong password, and for
 * an account whose own hash is a cheap one.
 */
export async function isPasswordRight(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password')
  const ofNobody = await nobodysHash
  return inHashQueue(async () => {
    const isRight = passwordHash !== undefined && (await verify(passwordHash, password))
    const wasCheap = passwordHash === undefined || isCheapHash(passwordHash)
    if (!isRight && wasCheap) await verify(ofNobody, password)
    if (!isRight || !wasCheap) fullHashes += 1
    return isRight
  })
}
