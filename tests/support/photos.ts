/** A store of photos for what is computed without a server: links can be signed, and no file is there. */
import type { mongo } from 'mongoose'
import { photoIdOf, type PhotoStore } from '#server/photos/index.ts'

async function* nothing(): AsyncGenerator<string> {}
const nowhere = () => Promise.reject(new Error('no file is read here'))

export const noPhotos: PhotoStore = {
  storage: { put: nowhere, get: nowhere, list: nothing, has: nowhere, remove: nowhere, check: nowhere },
  signingKey: Buffer.alloc(32, 7)
}

/** Photos as they wait after uploading, without their files, for who sends many reports; what they are used by. */
export async function waitingPhotos(photos: mongo.Collection<{ _id: string }>, count: number): Promise<string[]> {
  const secrets = Array.from({ length: count }, (_, n) => String(n).padStart(64, '0'))
  await photos.insertMany(
    secrets.map((secret) => ({
      _id: photoIdOf(secret),
      width: 1600,
      height: 1200,
      usedIn: [],
      sweepAt: new Date('2099-01-01')
    }))
  )
  return secrets
}
