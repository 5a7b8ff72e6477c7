/** The photos of a case as the kit shows them: by what they were taken for, with who handed them in, when and where. */
import type { CaseDetail } from '#domain/cases/contract.ts'
import type { Photo } from '#kit/photos/photo.ts'
import { photoUrl } from '../../send-photo.ts'
import type { useCaseWords } from './use-case-words.ts'

type Words = Pick<ReturnType<typeof useCaseWords>, 't' | 'te' | 'instant'>

/** Photos of these steps show the place before the work, or after it. */
const when: Readonly<Record<string, 'before' | 'after'>> = {
  report: 'before',
  register: 'before',
  answerVerification: 'before',
  reportDone: 'after',
  passCheck: 'after',
}

/** Gives every photo its group, its words and its side. */
export const toPhotos = (
  { photos, address }: Pick<CaseDetail, 'photos' | 'address'>,
  { t, te, instant }: Words,
): Photo[] =>
  photos.map((it) => {
    const group = t(`cases.photo.${te(`cases.photo.${it.during}`) ? it.during : 'other'}`)
    const side = when[it.during]
    return {
      id: it.id,
      url: photoUrl(it.id),
      thumbUrl: photoUrl(it.id, 'thumbnail'),
      caption: `${group} · ${instant(it.at)}`,
      group,
      facts: [
        { label: t('cases.photoFact.who'), text: it.by },
        { label: t('cases.photoFact.at'), text: instant(it.at) },
        ...(address ? [{ label: t('cases.photoFact.place'), text: address }] : []),
      ],
      ...(side ? { when: side } : {}),
    }
  })
