/**
 * Two hundred photos with everything that phones and programs write beside a picture (EXIF with a position, XMP, IPTC, a comment, a
 * profile) are sent; of every file that somebody may be shown another's tool says what is left in it: nothing but the picture.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import sharp from 'sharp'
import { photoSizes } from '#shared/photos.ts'
import { client, phonePhoto } from '#tests/support/http.ts'
import { startProgram } from '#tests/support/process.ts'
import { drill, inHome, joinMembers, NotHere, startMember, uriOf } from './support.ts'

const photos = 200
/** Groups of exiftool that describe the file and the picture itself. */
const harmless = new Set(['ExifTool', 'System', 'File', 'JFIF', 'Composite'])

function withSegment(jpeg: Buffer, marker: number, text: string): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xff00 | marker, 0)
  head.writeUInt16BE(Buffer.byteLength(text) + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text), jpeg.subarray(2)])
}

async function marked(n: number): Promise<[Buffer, string]> {
  const phone = await phonePhoto(n, 320, 240)
  if (n % 4 === 1) return [await sharp(phone).keepMetadata().png().toBuffer(), 'image/png']
  if (n % 4 === 2) return [await sharp(phone).keepMetadata().webp().toBuffer(), 'image/webp']
  const withProfile = n % 4 === 3 ? await sharp(phone).keepMetadata().withIccProfile('p3').jpeg().toBuffer() : phone
  const xmp = 'http://ns.adobe.com/xap/1.0/\\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF/></x:xmpmeta>'
  const with1 = withSegment(withProfile, 0xe1, xmp.replace('\\0', '\0'))
  const iptc = 'Photoshop 3.0\0' + '8BIM\u0004\u0004\0\0\0\0\0\u0008\u001c\u0002P\0\u0003Wang'
  return [withSegment(withSegment(with1, 0xed, iptc), 0xfe, 'taken by 13800000371'), 'image/jpeg']
}

await drill(async () => {
  const tool = process.env.EXIFTOOL?.split('\n')
  if (!tool) throw new NotHere('no exiftool: run it by npm run drill')
  const [command = '', ...first] = tool
  const member = await startMember(1)
  await joinMembers([member])
  const data = inHome('data')
  const program = await startProgram({ MONGODB_URI: uriOf([member]), DATA_DIR: data, PHOTO_DAY_MB: '0' })
  const guest = client({ url: program.url })
  let taken = 0
  for (let n = 1; n <= photos; n++) {
    const { status } = await guest.photo(...(await marked(n)))
    if (status === 201) taken++
  }
  const folders = Object.keys(photoSizes).map((size) => join(data, 'photos', size))
  const said = execFileSync(command, [...first, '-json', '-G', '-a', '-u', '-r', '-q', ...folders], {
    maxBuffer: 1e9
  }).toString()
  const files = JSON.parse(said) as Record<string, unknown>[]
  const left = files.flatMap((file) =>
    Object.keys(file)
      .filter((tag) => tag.includes(':') && !harmless.has(tag.split(':')[0] ?? ''))
      .concat('File:Comment' in file ? ['File:Comment'] : [])
  )
  return {
    held: taken === photos && files.length === photos * folders.length && left.length === 0,
    figures: {
      photos: taken,
      files: files.length,
      marks: left.length,
      broke: [...new Set(left)].slice(0, 8).join(', ') || 0
    }
  }
})
