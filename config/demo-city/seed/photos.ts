/** Demo scenes drawn as SVG and sent through the same pipeline as a phone's photo. */
import sharp from 'sharp'
import { drawScene, type SceneKind } from '#config/demo-city/scenes/index.ts'
import { addPhoto, photoIdOf, type PhotoStore } from '#server/photos/index.ts'

export interface DemoPhoto {
  id: string
  /** By which its sender uses it. */
  secret: string
  size: [number, number]
}
export type Moment = 'before' | 'after'

/** Draws each wanted scene once; `photo` finds it again. */
export async function drawPhotos(
  store: PhotoStore,
  wanted: readonly { kind: SceneKind; variant: number; moments: readonly Moment[] }[],
  now: Date,
  progress: (done: number, of: number) => void
): Promise<(kind: string, moment: Moment, variant: number) => DemoPhoto> {
  const keys = new Map<string, [SceneKind, Moment, number]>()
  for (const { kind, variant, moments } of wanted)
    for (const moment of moments) keys.set(`${kind}/${moment}/${variant}`, [kind, moment, variant])
  const photos = new Map<string, DemoPhoto>()
  const queue = [...keys]
  progress(0, queue.length)
  const draw = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [key, [kind, moment, variant]] = next
      const jpeg = await sharp(Buffer.from(drawScene(kind, moment, variant)))
        .flatten()
        .jpeg({ quality: 88 })
        .toBuffer()
      const { id: secret, width, height } = await addPhoto(store, jpeg, now, { share: 'demo', known: true })
      photos.set(key, { id: photoIdOf(secret), secret, size: [width, height] })
      progress(photos.size, keys.size)
    }
  }
  // One draws while the other develops.
  await Promise.all([draw(), draw()])
  return (kind, moment, variant) => {
    const demoPhoto = photos.get(`${kind}/${moment}/${variant}`)
    if (!demoPhoto) throw new Error(`no drawing of ${kind} ${moment} ${variant}`)
    return demoPhoto
  }
}
