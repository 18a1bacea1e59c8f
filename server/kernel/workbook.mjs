// Reads the first sheet of a workbook and hands back its cells as text. In a thread of its own, because the library blocks while it
// reads and makes room for every cell up to the last one that a file names: a few bytes can ask for seventeen thousand million.
import { inflateRawSync } from 'node:zlib'
import { parentPort, workerData } from 'node:worker_threads'
import { readSheet } from 'read-excel-file/universal'

const { bytes: given, unpackedAtMost, rowsAtMost, columnsAtMost } = workerData
const bytes = Buffer.from(given)

/** Unpacks every file once, against its word: what is larger than it says, or than all may be, is refused before anybody reads it. */
function weigh() {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0) throw new Error('no end')
  let at = bytes.readUInt32LE(end + 16)
  let left = unpackedAtMost
  for (let files = bytes.readUInt16LE(end + 10); files > 0; files--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('no entry')
    const [method, packed, size] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24)
    ]
    left -= size
    if (left < 0) return false
    const local = bytes.readUInt32LE(at + 42)
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const data = bytes.subarray(begin, begin + packed)
    if (method === 8 && size > 0) inflateRawSync(data, { maxOutputLength: size })
    else if (data.length > size) throw new Error('longer than it says')
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return true
}

const words = (cell) => {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

try {
  if (!weigh()) parentPort.postMessage({ wrong: 'too_big' })
  else {
    const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    const rows = await readSheet(whole)
    if (rows.length > rowsAtMost) parentPort.postMessage({ wrong: 'too_big' })
    else parentPort.postMessage({ rows: rows.map((row) => row.slice(0, columnsAtMost).map(words)) })
  }
} catch {
  parentPort.postMessage({ wrong: 'unreadable' })
}
