/** What a canvas of a browser has of it here. */
interface Pen<P> {
  fillStyle: unknown
  fillRect(x: number, y: number, width: number, height: number): void
  drawImage(picture: P, x: number, y: number, width: number, height: number): void
}

/** A picture over the whole of a canvas. A JPEG knows no transparency: what nothing lies under would become black. */
export function drawOnWhite<P>(pen: Pen<P>, picture: P, { width, height }: { width: number; height: number }): void {
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(picture, 0, 0, width, height)
}
