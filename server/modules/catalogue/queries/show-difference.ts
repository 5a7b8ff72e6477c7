/** What differs between two versions, or a version and a draft; and the news of the newest edition. */
import type { z } from 'zod'
import { type CatalogueContent, CatalogueHead } from '#domain/catalogue/catalogue.ts'
import { type CatalogueChange, countChanges, differenceOf } from '#domain/catalogue/difference.ts'
import type { showCatalogueNewsEndpoint, showDifferenceEndpoint } from '#domain/catalogue/draft-contract.ts'
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import { type Actor, may } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { loadDraft } from '../draft-content.ts'
import { findDraft } from '../draft-store.ts'
import { sees } from '../policy.ts'
import { getContent } from './find-classes.ts'
import { findVersion } from './find-versions.ts'

type Sides = { readonly from: string; readonly to: string }
type Side = { readonly name: string; readonly content: CatalogueContent }

async function getSide(db: Database, actor: Actor, id: string): Promise<Side> {
  const version = await findVersion(db, id)
  if (version && sees(actor.adcode, version)) {
    const content = await getContent(db, id)
    return {
      name: `${version.label} · 第 ${version.edition} 版`,
      content: { ...content, head: CatalogueHead.parse(content.head) },
    }
  }
  const draft = may(actor, 'catalogue.manage') ? await findDraft(db, actor.adcode, id) : undefined
  if (!draft) throw CatalogueProblem.notFound({ id })
  const { content } = await loadDraft(db, draft)
  return { name: `${content.head.label} · 草稿`, content }
}

/** The difference of two sides that the actor sees, with their names. */
export async function findDifference(
  db: Database,
  actor: Actor,
  { from, to }: Sides,
): Promise<{ from: string; to: string; after: CatalogueContent; changes: CatalogueChange[] }> {
  const [before, after] = await Promise.all([getSide(db, actor, from), getSide(db, actor, to)])
  return {
    from: before.name,
    to: after.name,
    after: after.content,
    changes: differenceOf(before.content, after.content),
  }
}

/** The difference as a screen shows it. */
export const showDifference: Query<Sides, z.input<typeof showDifferenceEndpoint.reply>> = {
  name: 'catalogue.difference',
  async run({ db, actor }, sides) {
    const { from, to, changes } = await findDifference(db, actor, sides)
    return { from, to, counts: countChanges(changes), changes }
  },
}

type News = z.input<typeof showCatalogueNewsEndpoint.reply>
const newsDays = 30

/** The newest edition that somebody else published and that one has not read about. */
export const showCatalogueNews: Query<object, News> = {
  name: 'catalogue.news',
  async run({ db, actor, now }) {
    const since = new Date(now.getTime() - newsDays * 86_400_000)
    const [news] = await db.rows<NonNullable<News['news']> & { isRead: boolean }>(
      `select d.version_id as "versionId", d.base_id as "followedId", v.label, v.edition, d.valid_from as "validFrom",
         d.note, d.ended_by_name as "publishedByName",
         (d.ended_by = $2 or exists (select 1 from catalogue.news_marks m
           where m.adcode = $1 and m.person_id::text = $2 and m.version_id = d.version_id)) as "isRead"
       from catalogue.drafts d join catalogue.versions v on v.id = d.version_id
       where d.adcode = $1 and d.state = 'published' and d.ended_at > $3
       order by d.ended_at desc limit 1`,
      [actor.adcode, actor.id, since],
    )
    if (!news || news.isRead) return { news: null }
    const { isRead: _, ...rest } = news
    return { news: rest }
  },
}
