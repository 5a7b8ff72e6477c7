/** The photos of a case as the kit shows them: by what they were taken for, with who handed them in, when and where. */
import type { CaseDetail } from '#domain/cases/contract.ts'
import { photoKindOf } from '#domain/cases/photo-kind.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Photo } from '#kit/photos/photo.ts'
import { photoUrl } from '../../send-photo.ts'
import type { useCaseWords } from './use-case-words.ts'

type Words = Pick<ReturnType<typeof useCaseWords>, 't' | 'say' | 'instant'>

/** Gives every photo its group, its words and its side. */
export const toPhotos = (
  { photos, address }: Pick<CaseDetail, 'photos' | 'address'>,
  { t, say, instant }: Words,
): Photo[] =>
  photos.map((it) => {
    const { side, ...kind } = photoKindOf(it.during)
    const group = say(kind)
    return {
      id: it.id,
      url: photoUrl(it.id),
      thumbUrl: photoUrl(it.id, 'thumbnail'),
      caption: `${group} · ${instant(it.at)}`,
      group,
      facts: [
        { label: t('cases.photoFact.who'), text: it.by },
        { label: t('cases.photoFact.at'), text: instant(it.at) },
        ...(it.takenAt ? [{ label: t('cases.photoFact.taken'), text: instant(it.takenAt) }] : []),
        ...(it.metresAway === null
          ? []
          : [{ label: t('cases.photoFact.away'), text: t('cases.around.metres', { n: it.metresAway }) }]),
        ...(address ? [{ label: t('cases.photoFact.place'), text: address }] : []),
      ],
      ...(side ? { when: side } : {}),
      ...(it.erasedAt
        ? { goneText: t('cases.photoFact.erased', { onDate: chinaDayOf(new Date(it.erasedAt)) }) }
        : {}),
    }
  })
