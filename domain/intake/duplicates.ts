/**
 * How likely two reports speak of the same thing. A same component with an open case is nearly certain; otherwise the
 * same class, near and recent. Thresholds are the county's settings; a person decides, nothing is merged by itself.
 */
export type Candidate = {
  readonly id: string
  readonly kind: string | null
  readonly classCode: string | null
  readonly componentId: string | null
  readonly distanceMetres: number | null
  readonly hoursApart: number
}

/** Why two reports may be of the same trouble, in words. */
export const duplicateReasons = {
  'same-component': { zh: '同一部件', en: 'the same component' },
  'same-class': { zh: '同一小类', en: 'the same subclass' },
  'same-major': { zh: '同一大类', en: 'the same major class' },
  near: { zh: '位置相近', en: 'near' },
  recent: { zh: '时间相近', en: 'recent' },
} as const
export type DuplicateReason = keyof typeof duplicateReasons
export type DuplicateScore = { readonly score: number; readonly reasons: readonly DuplicateReason[] }
export type DuplicateLimits = { readonly radiusMetres: number; readonly withinHours: number }

const share = (value: number, limit: number): number => Math.max(0, 1 - value / limit)

/** From 0 (nothing in common) to 1 (the same component); what speaks for it is named. */
export function scoreDuplicate(
  report: { kind: string | null; classCode: string | null; componentId: string | null },
  candidate: Candidate,
  { radiusMetres, withinHours }: DuplicateLimits,
): DuplicateScore {
  if (report.componentId !== null && report.componentId === candidate.componentId)
    return { score: 1, reasons: ['same-component'] }
  const isSameClass =
    report.classCode !== null && report.classCode === candidate.classCode && report.kind === candidate.kind
  const isSameMajor =
    !isSameClass &&
    report.classCode?.slice(0, 2) === candidate.classCode?.slice(0, 2) &&
    report.kind === candidate.kind
  const near = candidate.distanceMetres === null ? 0 : share(candidate.distanceMetres, radiusMetres)
  const recent = share(candidate.hoursApart, withinHours)
  if (near === 0) return { score: 0, reasons: [] }
  const alike = isSameClass ? 0.4 : report.classCode === null ? 0.2 : isSameMajor ? 0.1 : 0
  const reasons: DuplicateReason[] = []
  if (isSameClass) reasons.push('same-class')
  if (isSameMajor) reasons.push('same-major')
  reasons.push('near')
  if (recent > 0) reasons.push('recent')
  return { score: Math.round((alike + 0.4 * near + 0.15 * recent) * 1000) / 1000, reasons }
}
