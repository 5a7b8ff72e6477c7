/**
 * What of administering people is no plain command over HTTP: passwords that are shown once and kept nowhere, telephone
 * numbers in full, and staff lists as files.
 */
import type { z } from 'zod'
import type {
  importPeopleEndpoint,
  PeopleReport,
  resetPasswordEndpoint,
} from '#domain/identity/account-contract.ts'
import type { createPersonEndpoint } from '#domain/identity/contract.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { newId } from '#platform/ids.ts'
import { openCell } from '#platform/sealing/sealed-column.ts'
import { createPerson } from './commands/create-person.ts'
import { resetPassword } from './commands/reset-password.ts'
import { unmaskPhone } from './commands/unmask-phone.ts'
import { generatePassword } from './generate-password.ts'
import { hashGeneratedPassword } from './password.ts'
import { getPerson } from './queries/find-person.ts'
import { personPhone } from './sealed.ts'
import { judgePeople } from './staff-list.ts'
import { addStaff, type JudgedPeople } from './staff-rows.ts'

/** Adds a person; a password that was made is in the answer and nowhere else. */
export async function addPerson(
  { act, actor, requestId }: HandlerContext,
  input: z.output<typeof createPersonEndpoint.body>,
): Promise<z.input<typeof createPersonEndpoint.reply>> {
  const stamp = newId()
  const password = input.password ?? generatePassword()
  const done = await act(
    actor,
    createPerson,
    { ...input, password, mustChangePassword: true, stamp },
    { requestId },
  )
  return { id: done.id, password: input.password === undefined && done.stamp === stamp ? password : null }
}

/** Gives a person a one-time password. */
export async function giveOneTimePassword(
  { act, actor, requestId }: HandlerContext,
  { id }: { id: string },
): Promise<z.input<typeof resetPasswordEndpoint.reply>> {
  const stamp = newId()
  const password = generatePassword()
  const passwordHash = await hashGeneratedPassword(password)
  const done = await act(actor, resetPassword, { id, passwordHash, stamp }, { requestId })
  return { id, password: done.stamp === stamp ? password : null }
}

/** First the act that logs who asked and why, then the number. */
export async function showPhone(
  { act, actor, db, sealer, requestId }: HandlerContext,
  input: { id: string; reason: string },
): Promise<{ phone: string }> {
  await act(actor, unmaskPhone, input, { requestId })
  const { adcode } = actor
  const { id, keptPhone } = await getPerson(db, adcode, input.id)
  const phone = openCell(sealer, personPhone, { adcode, id }, keptPhone)
  if (phone === null) throw IdentityProblem.noPhone({})
  return { phone }
}

/** Judges a staff list and writes nothing. */
export async function checkPeople(context: HandlerContext): Promise<PeopleReport> {
  const { read, people, refused }: JudgedPeople = await judgePeople(context)
  return {
    read,
    refused,
    people: people.map((it) => ({
      row: it.row,
      username: it.username,
      name: it.name,
      organisation: it.organisationName,
    })),
  }
}

/** Adds everybody of a staff list; one wrong cell, and nobody is added. */
export async function addPeople(
  context: HandlerContext,
): Promise<z.input<typeof importPeopleEndpoint.reply>> {
  const { act, actor, requestId } = context
  const { people, refused } = await judgePeople(context)
  if (refused.length) throw IdentityProblem.fileFaulty({ faults: refused.length })
  return addStaff(act, actor, people, { requestId })
}
