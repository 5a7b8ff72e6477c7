/** Passwords are kept as argon2id hashes; an unknown user costs as much time as a wrong password. */
import { hash, verify } from '@node-rs/argon2'

// OWASP's second recommended setting: 19 MiB, two passes.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash to keep of `password`. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost)

// A generated password of 60 random bits cannot be guessed through any hash; what the slow one protects are
// passwords that people think up. With this one the accounts of a demonstration county cost no wait.
const costOfGenerated = { memoryCost: 1024, timeCost: 1, parallelism: 1 }

/** The hash to keep of a password that was generated at random, never of one that a person chose. */
export const hashGeneratedPassword = (password: string): Promise<string> => hash(password, costOfGenerated)

let nobodysHash: Promise<string> | undefined

/** Whether `password` fits `passwordHash`; without a hash it takes the same time and says no. */
export async function isPasswordRight(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password')
  const isRight = await verify(passwordHash ?? (await nobodysHash), password)
  return passwordHash !== undefined && isRight
}
