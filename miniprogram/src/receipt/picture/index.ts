import Taro from '@tarojs/taro'
import { drawReceipt, type ReceiptPicture } from '#shared/receipt-picture.ts'
import { privacyAgreed } from '../../platform'

/** A picture of the receipt goes into the album. This is WeChat; `index.h5.ts` is a browser. */
export type PictureSaved = 'saved' | 'refused'

/** WeChat draws on a canvas that stands in the page. */
export const canvasId: string | undefined = 'receipt-picture'

/** Where the server answers. */
export const webOrigin = (): string => API_BASE

const canvasInPage = (): Promise<Taro.Canvas> =>
  new Promise((resolve, reject) => {
    Taro.createSelectorQuery()
      .select(`#${canvasId}`)
      .fields({ node: true })
      .exec(([found]: ({ node?: Taro.Canvas } | null)[]) =>
        found?.node ? resolve(found.node) : reject(new Error('no canvas'))
      )
  })

export async function savePicture(picture: ReceiptPicture): Promise<PictureSaved> {
  try {
    if (!(await privacyAgreed())) return 'refused'
    const canvas = await canvasInPage()
    drawReceipt(canvas as unknown as HTMLCanvasElement, picture)
    const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas, fileType: 'png' })
    await Taro.saveImageToPhotosAlbum({ filePath: tempFilePath })
    return 'saved'
  } catch {
    // Who does not let it into his album can still photograph the screen.
    return 'refused'
  }
}
