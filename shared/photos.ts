/** Photos: one file each, three JPEG sizes back. */
import { endpoint } from './endpoint.ts'
import { count, input, int, list, maybe, photoId, said, sum, view, type Infer } from './schema.ts'

export const photoSizes = { large: 1600, medium: 800, small: 320 } as const
export type PhotoSize = keyof typeof photoSizes
/** Photos of one report or one reply. */
export const photosAtMost = 9
export const photoBytesAtMost = 20 * 1024 * 1024
/** 64 megapixels: a 16k x 16k PNG of 748 KB is refused before it is decoded. */
export const photoPixelsAtMost = 64_000_000
/** A JPEG is made smaller while it is read: the 108 and 200 megapixels of a phone's finest mode are taken. */
export const jpegPixelsAtMost = 210_000_000

/** A photo may come in parts of this size, the last of which is what is left. */
export const photoPartBytes = 256 * 1024
const partsAtMost = photoBytesAtMost / photoPartBytes

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

/** `id` is a secret of its sender's: by it, and by nothing else, the photo is used. */
const addedPhoto = view({ id: photoId(), width: int(1, 100_000), height: int(1, 100_000) })
const photoRefusals = ['not_a_photo', 'photo_too_big', 'heic_unreadable', 'too_large', 'unsupported_media'] as const

export const photoEndpoints = {
  addPhoto: endpoint({
    method: 'POST',
    path: '/api/photos',
    says: 'Keeps one photo (JPEG, PNG, WebP or HEIC): decoded in full, turned upright, metadata stripped, written durably.',
    who: ['guest', 'resident', 'code', 'staff'],
    upload: 'file',
    answer: addedPhoto,
    status: 201,
    refuses: photoRefusals
  }),
  addPhotoPart: endpoint({
    method: 'POST',
    path: '/api/photos/parts',
    says: 'Keeps one part of a photo, of 256 KB but for the last, under a key that only its sender knows; in any order and as often as need be. Says which parts are missing, and once none is, the photo. An empty body only asks.',
    who: ['guest', 'resident', 'code', 'staff'],
    upload: 'part',
    query: input({
      /** Of the whole photo. */
      bytes: count(1, photoBytesAtMost),
      /** SHA-256, in hexadecimal, of the SHA-256 sums of its parts, one after another. */
      hash: sum(),
      part: count(0, partsAtMost - 1),
      /** SHA-256 of this part. */
      sum: sum()
    }),
    answer: view({ missing: list(int(0, partsAtMost - 1), { max: partsAtMost }), photo: maybe(addedPhoto) }),
    refuses: [...photoRefusals, 'key_missing', 'in_flight', 'altered']
  })
}
