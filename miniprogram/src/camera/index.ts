import Taro from '@tarojs/taro'
import { photoSizes } from '#shared/photos.ts'
import type { DraftPhoto, Taken } from '../drafts'
import { exifWithin, takenFrom } from '../exif'
import { asPromise, privacyAgreed } from '../platform'

/**
 * Photos from camera or album, made small on the phone: the server spends almost all its time on large ones. This is
 * WeChat; `index.h5.ts` is a browser. A photo is known by a name that outlives the visit, so that a draft can hold it.
 */
export type From = 'camera' | 'album'
export type Result = 'taken' | 'refused' | 'cancelled'
/** The bytes of a photo, to be read piece by piece. */
export interface PhotoFile {
  bytes: number
  read: (from: number, length: number) => Promise<ArrayBuffer>
}

const LONGEST = photoSizes.large
const QUALITY = 82

const files = () => Taro.getFileSystemManager()

/** Out of the temporary folder, which WeChat empties, into the program's own; without room it stays where it is. */
const savedFile = (tempFilePath: string): Promise<string> =>
  asPromise<{ savedFilePath: string }>((ears) => files().saveFile({ tempFilePath, ...ears })).then(
    ({ savedFilePath }) => savedFilePath,
    () => tempFilePath
  )

/** Nothing where the phone has thrown it away. */
export async function photoFile(name: string): Promise<PhotoFile | undefined> {
  try {
    const { size } = await asPromise<{ size: number }>((ears) => files().getFileInfo({ filePath: name, ...ears }))
    return {
      bytes: size,
      read: (position, length) =>
        asPromise<{ data: ArrayBuffer }>((ears) =>
          files().readFile({ filePath: name, position, length, ...ears } as never)
        ).then(({ data }) => data)
    }
  } catch {
    return undefined
  }
}

/** What its camera wrote into it. */
async function takenOf(name: string): Promise<Taken | undefined> {
  const file = await photoFile(name)
  const head = await file?.read(0, Math.min(file.bytes, exifWithin)).catch(() => undefined)
  return head && takenFrom(head)
}

/** `keep` is told each photo as soon as it lies where a draft finds it again; it is as the camera made it. */
export async function takePhotos(
  atMost: number,
  from: readonly From[],
  keep: (photo: DraftPhoto) => void
): Promise<Result> {
  if (!(await privacyAgreed())) return 'refused'
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
    for (const { tempFilePath } of tempFiles) {
      const name = await savedFile(tempFilePath)
      const taken = await takenOf(name)
      keep({ name, raw: true, ...(taken && { taken }) })
    }
    return 'taken'
  } catch (trouble) {
    return /cancel/i.test((trouble as { errMsg?: string }).errMsg ?? '') ? 'cancelled' : 'refused'
  }
}

/** The name of a smaller one, or its own: what the phone cannot shrink, the server still can. */
export async function makeSmall(name: string): Promise<string> {
  try {
    const { width, height } = await Taro.getImageInfo({ src: name })
    const { tempFilePath } = await Taro.compressImage({
      src: name,
      quality: QUALITY,
      ...(Math.max(width, height) > LONGEST &&
        (width >= height ? { compressedWidth: LONGEST } : { compressedHeight: LONGEST }))
    })
    const small = await savedFile(tempFilePath)
    // Where there is no room for both, the one that stays is the one that is kept.
    return small === tempFilePath ? name : small
  } catch {
    return name
  }
}

/** The path to show it by; nothing when the phone has thrown the file away. */
export const openPhoto = (name: string): Promise<string | undefined> =>
  asPromise((ears) => files().access({ path: name, ...ears })).then(
    () => name,
    () => undefined
  )

export const deletePhotos = (names: readonly string[]): void => {
  for (const name of names) files().removeSavedFile({ filePath: name, fail: () => undefined })
}

/** Lets go of what nothing refers to: a phone may have died between keeping a photo and noting it. */
export async function sweepPhotos(isKept: (name: string) => boolean, before: number): Promise<void> {
  const { fileList } = await asPromise<{ fileList: { filePath: string; createTime: number }[] }>((ears) =>
    files().getSavedFileList(ears)
  )
  deletePhotos(
    fileList
      .filter(({ filePath, createTime }) => createTime * 1000 < before && !isKept(filePath))
      .map(({ filePath }) => filePath)
  )
}
