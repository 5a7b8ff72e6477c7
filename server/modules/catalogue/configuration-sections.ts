/** Working calendars and the county's own catalogue as sections of the configuration. */
import { z } from 'zod'
import { CalendarInput } from '#domain/catalogue/calendar-input.ts'
import { CatalogueHead } from '#domain/catalogue/catalogue.ts'
import { ClassCode, ClassKind, MajorCode } from '#domain/catalogue/class-code.ts'
import {
  DraftClass,
  DraftMajor,
  inCatalogueOrder,
  toDraftClass,
  withDraftRows,
} from '#domain/catalogue/draft.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { ConfigurationProblem } from '#domain/configuration/problems.ts'
import { differing, section } from '#platform/configuration.ts'
import { earliestFirstDay, planImport } from './commands/import-catalogue.ts'
import { planCalendar } from './commands/put-calendar.ts'
import { findCurrentEdition } from './draft-content.ts'
import { getContent } from './queries/find-classes.ts'
import { forgetRemembered } from './remembered.ts'
import { calendarColumns, type StoredCalendar } from './store.ts'

const Calendars = z.strictObject({
  calendars: z.array(
    z.strictObject({
      ...CalendarInput.omit({ organisationId: true }).shape,
      /** The organisation whose clocks run on it, by its name. */
      organisation: z.string().nullable(),
    }),
  ),
})
type Calendars = z.infer<typeof Calendars>

const calendarEntries = ({ calendars }: Calendars) => new Map(calendars.map((it) => [it.code, it]))

export const calendarSection = section<Calendars>({
  name: 'calendars',
  title: { zh: '工作日历', en: 'working calendars' },
  permission: 'calendar.manage',
  schema: Calendars,
  entries: calendarEntries,
  missing: 'kept',
  async read({ db, adcode, names }) {
    const rows = await db.rows<StoredCalendar>(
      `select ${calendarColumns} from catalogue.calendars k where k.adcode = $1 order by k.code`,
      [adcode],
    )
    const calendars = rows.map(({ organisationId, ...it }) => ({
      ...z.object(CalendarInput.shape).omit({ organisationId: true }).parse(it),
      organisation: organisationId === null ? null : names.keyOf(organisationId),
    }))
    return { calendars }
  },
  async plan(context, names, document, before) {
    const changed = differing(calendarEntries(document), before ? calendarEntries(before) : new Map())
    for (const { organisation, ...it } of changed.values()) {
      const organisationId = organisation === null ? null : names.idOf(organisation)
      if (organisationId === undefined)
        throw ConfigurationProblem.nameUnknown({ section: '工作日历 calendars', name: organisation ?? '' })
      await planCalendar(context, { ...it, organisationId })
    }
  },
  applied: forgetRemembered,
})

const Catalogue = z.strictObject({
  head: z.strictObject(CatalogueHead.shape),
  majors: z.array(z.strictObject({ kind: ClassKind, code: MajorCode, ...DraftMajor.shape })),
  classes: z.array(z.strictObject({ kind: ClassKind, code: ClassCode, ...DraftClass.shape })),
})
type Catalogue = z.infer<typeof Catalogue>

const catalogueEntries = ({ head, majors, classes }: Catalogue): Map<string, unknown> =>
  new Map<string, unknown>([
    ['head', head],
    ...majors.map((it) => [`major ${it.kind} ${it.code}`, it] as const),
    ...classes.map((it) => [`class ${it.kind} ${it.code}`, it] as const),
  ])

export const catalogueSection = section<Catalogue>({
  name: 'catalogue',
  title: { zh: '本县部件事项目录与立案标准', en: 'the county’s own catalogue' },
  permission: 'catalogue.manage',
  schema: Catalogue,
  entries: catalogueEntries,
  missing: 'ended',
  /** A county that works by a shared catalogue has nothing of its own to hand out. */
  async read({ db, adcode }) {
    const current = await findCurrentEdition(db, adcode)
    if (current?.adcode !== adcode) return undefined
    const { head, majors, classes, conditions } = inCatalogueOrder(await getContent(db, current.id))
    const own = Map.groupBy(conditions, (it) => `${it.kind} ${it.classCode}`)
    return {
      head: CatalogueHead.parse(head),
      majors: majors.map(({ kind, code, name, nameEn }) => ({ kind, code, name, nameEn })),
      classes: classes.map((it) => ({
        kind: it.kind,
        code: it.code,
        ...toDraftClass(it, own.get(`${it.kind} ${it.code}`) ?? []),
      })),
    }
  },
  async plan(context, _names, document, before) {
    if (before && differing(catalogueEntries(document), catalogueEntries(before)).size === 0)
      if (catalogueEntries(before).size === catalogueEntries(document).size) return
    const { db, adcode, now } = context
    const rows = document.classes.map(({ kind, code, ...content }) => ({
      what: 'class' as const,
      kind,
      code,
      content,
    }))
    const empty = { head: document.head, majors: document.majors, classes: [], conditions: [] }
    const series = document.head.series
    const publishFrom = (await earliestFirstDay(db, now, { series, adcode })) ?? chinaDayOf(now)
    await planImport(context, { content: withDraftRows(empty, rows), publishFrom })
  },
  applied: forgetRemembered,
})
