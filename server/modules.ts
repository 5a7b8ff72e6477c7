/** The modules of the house, in order; the only place where they are wired together. */

import { identityModule, type SessionSettings } from '#modules/identity/index.ts'
import type { Module } from '#platform/module.ts'

/** Every module of a running house. */
export const houseModules = (settings: SessionSettings): Module[] => [identityModule(settings)]
