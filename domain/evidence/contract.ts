/** Endpoints of photos. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const nothing = z.object({})

export const PhotoView = z.object({
  id: z.uuid(),
  width: z.int(),
  height: z.int(),
  /** When the camera says it was taken; a claim, not a fact. */
  takenAt: z.string().nullable(),
  /** Where the camera says it was taken, WGS-84; a claim, not a fact. */
  takenAtPoint: z.tuple([z.number(), z.number()]).nullable(),
})
export type PhotoView = z.infer<typeof PhotoView>

export const uploadPhotoEndpoint = endpoint({
  method: 'POST',
  path: '/api/photos',
  takesFile: true,
  summary:
    'Upload one photo (multipart form, field "file"); it is read, re-encoded and freed of its metadata',
  permission: 'evidence.upload',
  scope: 'Anyone signed in who may report or work on cases.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: PhotoView,
  problems: ['photo.not-a-photo', 'photo.too-many-pixels', 'photo.missing', 'request.too-large'],
})

export const showPhotoEndpoint = endpoint({
  method: 'GET',
  path: '/api/photos/:id',
  summary: 'A photo as JPEG, whole or as a thumbnail',
  permission: 'signed-in',
  scope:
    'The own county; the id is not guessable and stands only in cases one may see. A picture from a camera: who may watch the camera, and once it is of a case, who may see the case.',
  params: z.object({ id: z.uuid() }),
  query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }),
  body: nothing,
  reply: z.unknown(),
  problems: ['photo.unknown'],
})
