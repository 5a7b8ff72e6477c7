/** Passwords are kept as argon2id hashes; an unknown user costs as much time as a wrong password. */
import { hash, verify } from '@node-rs/argon2'

// OWASP's second recommended setting: 19 MiB, two passes.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash to keep of `password`. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost)

let nobodysHash: Promise<string> | undefined

/** Whether `password` fits `passwordHash`; without a hash it takes the same time and says no. */
export async function isPasswordRight(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password')
  const isRight = await verify(passwordHash ?? (await nobodysHash), password)
  return passwordHash !== undefined && isRight
}
