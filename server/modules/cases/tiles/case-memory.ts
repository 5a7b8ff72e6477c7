/** The open cases of every county whose map was asked for, kept in step with what is announced. */
import { PointMemory } from '#platform/tiles/point-memory.ts'
import { findCasePoints, streamCasePoints } from '../queries/load-case-points.ts'
import { CasePoints, type PointRow } from './case-points.ts'

export const caseMemory = new PointMemory<PointRow, CasePoints>({
  prefix: 'case.',
  make: () => new CasePoints(),
  stream: streamCasePoints,
  find: findCasePoints,
})
