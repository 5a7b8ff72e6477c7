/** What people call an inner order by. */

/** The number of its case and the how-manyeth of the case it is. */
export const innerNumber = (
  record: { readonly number: string | null; readonly reportNumber: string },
  serial: number,
): string => `${record.number ?? record.reportNumber}-${String(serial).padStart(2, '0')}`
