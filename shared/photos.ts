/** Photos: one file each, three JPEG sizes back. */
import { endpoint } from './endpoint.ts'
import { int, photoId, said, view, type Infer } from './schema.ts'

export const photoSizes = { large: 1600, medium: 800, small: 320 } as const
export type PhotoSize = keyof typeof photoSizes
/** Photos of one report or one reply. */
export const photosAtMost = 9
export const photoBytesAtMost = 20 * 1024 * 1024
/** 64 megapixels: a 16k x 16k PNG of 748 KB is refused before it is decoded. */
export const photoPixelsAtMost = 64_000_000
/** A JPEG is made smaller while it is read: the 108 and 200 megapixels of a phone's finest mode are taken. */
export const jpegPixelsAtMost = 210_000_000

/** URLs are signed where the photo is not public. */
export const photoView = view({
  id: photoId(),
  width: int(1, 100_000),
  height: int(1, 100_000),
  large: said(),
  medium: said(),
  small: said()
})
export type PhotoView = Infer<typeof photoView>

export const photoEndpoints = {
  addPhoto: endpoint({
    method: 'POST',
    path: '/api/photos',
    says: 'Keeps one photo (JPEG, PNG, WebP or HEIC): decoded in full, turned upright, metadata stripped, written durably.',
    who: ['guest', 'resident', 'code', 'staff'],
    upload: true,
    answer: view({ id: photoId(), width: int(1, 100_000), height: int(1, 100_000) }),
    status: 201,
    refuses: ['not_a_photo', 'photo_too_big', 'heic_unreadable', 'too_large', 'unsupported_media']
  })
}
