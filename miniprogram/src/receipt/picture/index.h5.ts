import { drawReceipt, type ReceiptPicture } from '#shared/receipt-picture.ts'
import type { PictureSaved } from './index'

/** The browser's side of `index.ts`: the picture is a download. */
export const canvasId = undefined

export const webOrigin = (): string => window.location.origin

export async function savePicture(picture: ReceiptPicture): Promise<PictureSaved> {
  const canvas = document.createElement('canvas')
  drawReceipt(canvas, picture)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) return 'refused'
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${picture.rows[0]?.words ?? ''}.png`
  link.click()
  URL.revokeObjectURL(link.href)
  return 'saved'
}
