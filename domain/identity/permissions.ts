/**
 * Which post may do what at the door. Inside, `policy.ts` of each module decides on the row. The actions of a
 * case are not listed here: the life-cycle table says who takes each (`domain/cases/life-cycle.ts`).
 */
import type { Post } from './post.ts'

/** Of all who work for the county; a citizen gets none of it by way of this list. */
const everyone = [
  'session.read',
  'catalogue.read',
  'area.read',
  'organisation.read',
  'evidence.upload',
  'evidence.document',
  'case.note',
  'roster.read-own',
  'phrase.read',
] as const
const centre = [
  ...everyone,
  'case.read',
  'report.read',
  'component.read',
  'case.hold',
  'case.export',
  'evaluation.read',
  'person.read',
  'inner-order.read',
  'roster.read',
] as const

/** Cameras show people, so nobody watches by belonging to the county alone. */
const watching = ['camera.read', 'camera.watch', 'finding.read', 'finding.record'] as const

/** Permissions each post grants, apart from the actions of a case. */
export const postGrants: Readonly<Record<Post, readonly string[]>> = {
  collector: [...everyone, 'case.read', 'report.create', 'component.read'],
  citizen: ['session.read', 'catalogue.read', 'area.read', 'evidence.upload', 'report.create'],
  acceptor: [...centre, ...watching, 'report.create', 'report.read-caller', 'finding.review'],
  shift_leader: [
    ...centre,
    ...watching,
    'camera.watch-restricted',
    'report.read-caller',
    'screen.read',
    'roster.manage',
    'roster.set-frequency',
  ],
  dispatcher: [...centre, ...watching, 'screen.read', 'roster.manage'],
  unit: [
    ...everyone,
    'case.read',
    'inner-order.read',
    'case.hold',
    'case.export',
    'component.read',
    'evaluation.read',
    'person.read',
    'roster.read',
    'roster.manage',
  ],
  handler: [...everyone, 'case.read', 'inner-order.read', 'component.read'],
  sub_center: [
    ...everyone,
    ...watching,
    'case.read',
    'inner-order.read',
    'case.hold',
    'case.export',
    'component.read',
    'evaluation.read',
    'person.read',
    'screen.read',
    'roster.read',
    'roster.manage',
  ],
  inspector: [...centre, ...watching, 'screen.read'],
  leader: [...centre, ...watching, 'camera.watch-restricted', 'screen.read'],
  sysadmin: [
    ...centre,
    'screen.read',
    'organisation.manage',
    'account.read',
    'person.manage',
    'setting.manage',
    'basemap.manage',
    'backup.read',
    'configuration.read',
    'camera.read',
  ],
  // Neither of these two takes part in the business that the other two administrations could lead them into.
  security_admin: [
    'session.read',
    'area.read',
    'organisation.read',
    'account.read',
    'person.authorise',
    'security.manage',
  ],
  // The cameras of the register, but no picture: a line of the watch log names one.
  audit_admin: ['session.read', 'area.read', 'audit.read', 'audit.export', 'camera.read'],
  data_admin: [
    ...centre,
    'catalogue.manage',
    'area.manage',
    'address.manage',
    'basemap.manage',
    'component.manage',
    'camera.read',
    'camera.manage',
    'calendar.manage',
    'organisation.manage',
    'case.import',
    'configuration.read',
    'personal.manage',
  ],
}
