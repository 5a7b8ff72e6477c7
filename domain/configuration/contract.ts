/** Endpoints of the configuration as files. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { SentenceText } from '../table.ts'
import { DocumentChange } from './document-difference.ts'

const nothing = z.object({})

/** A fault in a file: where it stands and what is wrong. */
export const FileFinding = z.object({ file: z.string(), path: z.string(), reason: z.string() })
export type FileFinding = z.infer<typeof FileFinding>

/** What the files would change in one section. */
export const SectionPreview = z.object({
  name: z.string(),
  title: SentenceText,
  /** False where the files leave the section out. */
  isIncluded: z.boolean(),
  /** Whether the person who asks may change it. */
  mayApply: z.boolean(),
  /** What the county says now, as a word to send along with the import. */
  state: z.string(),
  changes: z.array(DocumentChange),
})
export type SectionPreview = z.infer<typeof SectionPreview>

/** What a set of files comes to. */
export const ConfigurationPreview = z.object({
  adcode: z.string(),
  exportedAt: z.string(),
  exportedBy: z.string(),
  findings: z.array(FileFinding),
  sections: z.array(SectionPreview),
})
export type ConfigurationPreview = z.infer<typeof ConfigurationPreview>

/** What came of one section. */
export const SectionResult = z.object({
  name: z.string(),
  title: SentenceText,
  outcome: z.enum(['done', 'unchanged', 'refused', 'left-out']),
  changed: z.int(),
  /** Why it was refused. */
  reason: SentenceText.nullable(),
})
export type SectionResult = z.infer<typeof SectionResult>

export const exportConfigurationEndpoint = endpoint({
  method: 'GET',
  path: '/api/configuration',
  logged: 'configuration.export',
  summary:
    'The configuration of the county as an archive of readable files; no accounts, secrets or personal data',
  permission: 'configuration.read',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.undefined(),
})

export const previewConfigurationEndpoint = endpoint({
  method: 'POST',
  path: '/api/configuration/preview',
  takesFile: true,
  summary: 'What an uploaded archive (form field `file`) would change, section by section; writes nothing',
  permission: 'configuration.read',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: ConfigurationPreview,
  problems: ['configuration.file-missing', 'configuration.unreadable'],
})

export const applyConfigurationEndpoint = endpoint({
  method: 'POST',
  path: '/api/configuration/apply',
  takesFile: true,
  summary: 'Imports an uploaded archive (form field `file`), one act a section; each section has a result',
  permission: 'configuration.read',
  scope: 'The own county; each section needs the permission of its module besides.',
  params: nothing,
  query: z.object({
    sections: z.string().max(300).optional().meta({
      description: '要导入的部分，逗号分开；不填为全部 sections by name, separated by commas; all by default',
    }),
    seen: z
      .string()
      .regex(/^[a-z-]+:[\w-]{22}(,[a-z-]+:[\w-]{22})*$/)
      .optional()
      .meta({
        description:
          '看差异时各部分的 state，写作 name:state，逗号分开；此后有变化的部分不导入 the states that were seen, as name:state; a section that changed since is refused',
      }),
  }),
  body: nothing,
  reply: z.object({ results: z.array(SectionResult) }),
  problems: ['configuration.file-missing', 'configuration.unreadable', 'configuration.faulty'],
})
