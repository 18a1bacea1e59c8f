/** A store of photos for what is computed without a server: links can be signed, and no file is there. */
import type { PhotoStore } from '#server/photos/index.ts'

const nowhere = () => Promise.reject(new Error('no file is read here'))

export const noPhotos: PhotoStore = {
  storage: { put: nowhere, get: nowhere, has: nowhere, remove: nowhere, check: nowhere },
  signingKey: Buffer.alloc(32, 7)
}
