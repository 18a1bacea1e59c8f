/** The receipt, kept: number and code on the clipboard, all of it as one picture. */
import { drawReceipt, type ReceiptPicture } from '#shared/receipt-picture.ts'

/** Also where the browser gives a page no clipboard, as it does over plain http. */
async function copy(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words)
    return true
  } catch {
    const field = document.createElement('textarea')
    field.value = words
    field.setAttribute('readonly', '')
    field.style.position = 'fixed'
    field.style.opacity = '0'
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}

function draw(picture: ReceiptPicture): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  drawReceipt(canvas, picture)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

function keep(box: HTMLElement): void {
  const { receipt = '{}', copied = '', file = '' } = box.dataset
  const said = box.querySelector<HTMLElement>('[data-said]')
  const figure = box.querySelector('figure')
  const image = figure?.querySelector('img')
  box.hidden = false

  box.querySelector<HTMLElement>('[data-copy]')?.addEventListener('click', (event) => {
    const words = (event.currentTarget as HTMLElement).dataset['copy'] ?? ''
    void copy(words).then((done) => {
      if (said) said.textContent = done ? copied : words
    })
  })

  box.querySelector('[data-save]')?.addEventListener('click', () => {
    void draw(JSON.parse(receipt) as ReceiptPicture).then((blob) => {
      if (!blob || !figure || !image) return
      URL.revokeObjectURL(image.src)
      image.src = URL.createObjectURL(blob)
      figure.hidden = false
      const link = document.createElement('a')
      link.href = image.src
      link.download = file
      link.click()
    })
  })
}
document.querySelectorAll<HTMLElement>('[data-receipt]').forEach(keep)
