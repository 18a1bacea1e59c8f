import Taro from '@tarojs/taro'
import { photoSizes } from '#shared/photos.ts'
import { asPromise, privacyAgreed } from '../platform'

/**
 * Photos from camera or album, made small on the phone: the server spends almost all its time on large ones. This is
 * WeChat; `index.h5.ts` is a browser. A photo is known by a name that outlives the visit, so that a draft can hold it.
 */
export type From = 'camera' | 'album'
export type Taken = { ok: true; names: string[] } | { ok: false; why: 'refused' | 'cancelled' }

const LONGEST = photoSizes.large
const QUALITY = 82

async function shrunk(path: string): Promise<string> {
  try {
    const { width, height } = await Taro.getImageInfo({ src: path })
    const wide = width >= height
    const { tempFilePath } = await Taro.compressImage({
      src: path,
      quality: QUALITY,
      ...(Math.max(width, height) > LONGEST && (wide ? { compressedWidth: LONGEST } : { compressedHeight: LONGEST }))
    })
    return tempFilePath
  } catch {
    // What the phone cannot shrink, the server still can.
    return path
  }
}

/** Out of the temporary folder, which WeChat empties, into the program's own. */
const savedFile = (path: string): Promise<string> =>
  new Promise((resolve) => {
    Taro.getFileSystemManager().saveFile({
      tempFilePath: path,
      success: ({ savedFilePath }) => resolve(String(savedFilePath)),
      fail: () => resolve(path)
    })
  })

export async function takePhotos(atMost: number, from: readonly From[]): Promise<Taken> {
  if (!(await privacyAgreed())) return { ok: false, why: 'refused' }
  try {
    const { tempFiles } = await asPromise<Taro.chooseMedia.SuccessCallbackResult>((ears) =>
      Taro.chooseMedia({
        count: atMost,
        mediaType: ['image'],
        sourceType: [...from],
        sizeType: ['original'],
        camera: 'back',
        ...ears
      })
    )
    const names: string[] = []
    for (const file of tempFiles) names.push(await savedFile(await shrunk(file.tempFilePath)))
    return { ok: true, names }
  } catch (trouble) {
    return { ok: false, why: /cancel/i.test((trouble as { errMsg?: string }).errMsg ?? '') ? 'cancelled' : 'refused' }
  }
}

/** The path to show and to send it by; nothing when the phone has thrown the file away. */
export const openPhoto = (name: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    Taro.getFileSystemManager().access({ path: name, success: () => resolve(name), fail: () => resolve(undefined) })
  })

export const deletePhotos = (names: readonly string[]): void => {
  for (const name of names) Taro.getFileSystemManager().removeSavedFile({ filePath: name, fail: () => undefined })
}
