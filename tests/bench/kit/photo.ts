/** Twelve megapixels as a phone takes them, and as many different ones as are wanted. */
import sharp from 'sharp'

/**
 * A wall of windows under a sky, with the grain of a sensor: 4032 x 3024, about 2.4 MB of JPEG, with EXIF and a GPS
 * position. `turned` is how most people hold a phone: the picture lies on its side and EXIF says so.
 */
export function phone12mp({ turned = false } = {}): Promise<Buffer> {
  const [width, height, channels] = [4032, 3024, 3] as const
  const pixels = Buffer.allocUnsafe(width * height * channels)
  let grain = 2463534242
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Xorshift: the same grain in every run.
      grain ^= grain << 13
      grain ^= grain >>> 17
      grain ^= grain << 5
      const noise = ((grain & 15) + ((grain >>> 4) & 15) - 15) * 0.9
      const wall = y > 1100
      const window = wall && x % 190 > 60 && y % 210 > 90
      const hue = ((x / 190) | 0) * 37 + ((y / 210) | 0) * 53
      const light = wall ? (window ? 40 + (hue % 90) : 150 - y / 60) : 200 - y / 12
      pixels[i++] = light + noise + (wall ? 12 : -30)
      pixels[i++] = light + noise
      pixels[i++] = light + noise + (window ? hue % 40 : wall ? -14 : 35)
    }
  }
  return sharp(pixels, { raw: { width, height, channels } })
    .withExif({
      IFD0: { Make: 'Bench', Model: 'Phone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 0/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 0/1 0/1' }
    })
    .withMetadata({ orientation: turned ? 6 : 1 })
    .jpeg({ quality: 86 })
    .toBuffer()
}

/** The same picture as a different file: a JPEG comment behind the first marker changes its hash and nothing else. */
export function another(photo: Buffer, n: number): Buffer {
  const comment = Buffer.from(`bench ${n}`)
  const marker = Buffer.from([0xff, 0xfe, 0, comment.length + 2])
  return Buffer.concat([photo.subarray(0, 2), marker, comment, photo.subarray(2)])
}

/** One photo as the multipart body that the mini-program sends. */
export function multipart(photo: Buffer): { body: Buffer; type: string } {
  const edge = 'bench-5f3c1e'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
  return {
    body: Buffer.concat([Buffer.from(head), photo, Buffer.from(`\r\n--${edge}--\r\n`)]),
    type: `multipart/form-data; boundary=${edge}`
  }
}
