/** The door of evaluation: figures from the facts of other modules, never from their tables. */
import type { Module } from '#platform/module.ts'
import { evaluationRoutes } from './routes.ts'

export const evaluationModule: Module = { name: 'evaluation', routes: evaluationRoutes }
