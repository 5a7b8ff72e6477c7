/** The components of every county whose map was asked for, kept in step with what is announced. */
import { PointMemory } from '#platform/tiles/point-memory.ts'
import { findComponentPoints, streamComponentPoints } from '../queries/load-component-points.ts'
import { ComponentPoints, type PointRow } from './component-points.ts'

export const componentMemory = new PointMemory<PointRow, ComponentPoints>({
  prefix: 'component.',
  make: () => new ComponentPoints(),
  stream: streamComponentPoints,
  find: findComponentPoints,
})
