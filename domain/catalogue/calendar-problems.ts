/** What can be wrong with a working calendar or with the tables it is made from. */
import { defineProblem } from '#domain/problem.ts'

/** The failures that calendars foresee. */
export const CalendarProblem = {
  noWorkingTime: defineProblem<{ calendarId: string; from: string }>(
    'catalogue.calendar-without-working-time',
    'invalid',
    ({ calendarId, from }) => ({
      zh: `工作日历“${calendarId}”自 ${from} 起一百年内没有足够的工作时间，无法推算期限`,
      en: `The working calendar "${calendarId}" has not enough working time in the hundred years from ${from} to find a deadline`,
    }),
  ),
  instantOutOfReach: defineProblem<{ calendarId: string; year: number }>(
    'catalogue.calendar-instant-out-of-reach',
    'invalid',
    ({ calendarId, year }) => ({
      zh: `工作日历“${calendarId}”只推算 1900 年至 2400 年，不含 ${year} 年`,
      en: `The working calendar "${calendarId}" reckons from 1900 to 2400; the year ${year} lies outside`,
    }),
  ),
  unknownNotice: defineProblem<{ date: string; notice: string }>(
    'catalogue.calendar-notice-unknown',
    'invalid',
    ({ date, notice }) => ({
      zh: `${date} 所引放假通知“${notice}”不在通知表中`,
      en: `${date} names the notice "${notice}", which is not in the list of notices`,
    }),
  ),
  dateTwice: defineProblem<{ date: string }>('catalogue.calendar-date-twice', 'invalid', ({ date }) => ({
    zh: `放假日期表中 ${date} 出现两次`,
    en: `${date} stands twice in the table of days off`,
  })),
  yearsNotConsecutive: defineProblem<{ years: readonly number[] }>(
    'catalogue.calendar-years-not-consecutive',
    'invalid',
    ({ years }) => ({
      zh: `已公布放假安排的年份不连续：${years.join('、')}`,
      en: `The years with a published notice are not consecutive: ${years.join(', ')}`,
    }),
  ),
}
