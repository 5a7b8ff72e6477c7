/** Whether a collector reports from the own area of duty; somebody without one works in the whole county. */
export const collectorIsAt = (areaCodes: readonly string[], cellCode: string | null | undefined): boolean =>
  !areaCodes.length || areaCodes.some((code) => cellCode?.startsWith(code))
