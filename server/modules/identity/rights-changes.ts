/** What identity announces when somebody may do something else than before, or nothing any more. */
import type { Announcement } from '#platform/relay/announcement.ts'

const names: readonly string[] = ['person.changed', 'person.disabled', 'session.ended', 'api-key.revoked']

/** Whether the rights or sessions of the subject of an announcement were changed. */
export const changesRights = ({ name }: Announcement): boolean => names.includes(name)
