/** Sends a photo and gives its id; where a photo is shown from. */
import { showPhotoEndpoint, uploadPhotoEndpoint } from '#domain/evidence/contract.ts'
import { toRequestPath } from '#kit/call/request-path.ts'
import { upload } from '#kit/call/upload.ts'

/** Uploads one photo. */
export const sendPhoto = async (file: File, onProgress: (share: number) => void): Promise<string> =>
  (await upload(uploadPhotoEndpoint, file, file.name, onProgress)).id

/** The address of a photo. */
export const photoUrl = (id: string, size: 'full' | 'thumbnail' = 'full'): string =>
  toRequestPath(showPhotoEndpoint.path, { id }, { size })
