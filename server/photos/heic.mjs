// Decodes the primary image of a HEIC file to raw RGBA and hands it back. Plain JavaScript, because a worker thread starts
// without a loader. The decoder is LGPL and may be left out of an installation: the message then says so.
import { parentPort, workerData } from 'node:worker_threads'

try {
  const { default: libheif } = await import('libheif-js/wasm-bundle.js')
  await libheif.ready
  const images = new libheif.HeifDecoder().decode(workerData.bytes)
  const image = images.find((one) => one.is_primary()) ?? images[0]
  if (!image) throw new Error('no image in it')
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height > workerData.pixels) throw new Error('too many pixels')
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height }
  const decoded = await new Promise((resolve) => image.display(target, resolve))
  if (!decoded) throw new Error('not decoded')
  const bytes = decoded.data.buffer
  parentPort.postMessage({ width, height, data: bytes }, [bytes])
} catch (error) {
  parentPort.postMessage({ error: String(error) })
}
