// Decodes one HEIC image to raw RGBA and hands it back. Plain JavaScript, because a worker thread starts without a loader.
import { parentPort, workerData } from 'node:worker_threads'
import decode from 'heic-decode'

try {
  const [image] = await decode.all({ buffer: workerData.bytes })
  if (!image || image.width * image.height > workerData.pixels) throw new Error('too many pixels')
  const { width, height, data } = await image.decode()
  const bytes = Uint8Array.from(data).buffer
  parentPort.postMessage({ width, height, data: bytes }, [bytes])
} catch (error) {
  parentPort.postMessage({ error: String(error) })
}
