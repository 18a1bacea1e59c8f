/**
 * What is no photo, is two things, unpacks to a gigabyte or is as large as may be, one after the other and all at once: how much the
 * memory of the server and of its decoder grows by it, as the system counts it.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { client, phonePhoto } from '#tests/support/http.ts'
import { startProgram } from '#tests/support/process.ts'
import { drill, inHome, joinMembers, startMember, uriOf } from './support.ts'

/** Megabytes by which the server may grow, and its decoder, which ends after it: what is refused, and pictures that are taken. */
const atMost = { server: 100, refused: 100, taken: 300 }

const statOf = (pid: number, file: 'status' | 'stat'): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
const residentMb = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(statOf(pid, 'status'))?.[1] ?? 0) / 1024
const childOf = (pid: number): number =>
  readdirSync('/proc')
    .map(Number)
    .find((one) => one > 0 && statOf(one, 'stat').split(') ')[1]?.split(' ')[1] === `${pid}`) ?? 0

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
/** Chunks after the head of a PNG that unpack to ten megabytes each. */
const hung = (png: Buffer, type: string, times: number): Buffer => {
  const one = chunk(type, Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(10_000_000))]))
  return Buffer.concat([png.subarray(0, 33), ...Array.from({ length: times }, () => one), png.subarray(33)])
}
const grey = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' }, limitInputPixels: false })

async function hostile(): Promise<{ refused: Buffer[]; taken: Buffer[] }> {
  const small = await grey(64, 64).png().toBuffer()
  return {
    refused: [
      await grey(16_000, 16_000).png().toBuffer(),
      Buffer.alloc(19_000_000, 65),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'),
      (await phonePhoto(3, 600, 400)).subarray(0, -3)
    ],
    taken: [
      hung(small, 'zTXt', 100),
      hung(small, 'iCCP', 30),
      Buffer.concat([await phonePhoto(2, 200, 200), Buffer.from('<script>PK\u0003\u0004')]),
      await grey(16_000, 7_400).jpeg().toBuffer(),
      await grey(8_000, 5_000).jpeg({ progressive: true }).toBuffer(),
      await grey(7_500, 4_000).webp().toBuffer(),
      await grey(7_500, 4_000).png({ progressive: true }).toBuffer()
    ]
  }
}

await drill(async () => {
  const member = await startMember(1)
  await joinMembers([member])
  const env = { MONGODB_URI: uriOf([member]), DATA_DIR: inHome('data'), PHOTO_DAY_MB: '0', ROLE: 'web' }
  const program = await startProgram(env)
  const server = program.child.pid ?? 0
  const guest = client({ url: program.url })
  await guest.photo(await phonePhoto(1, 1600, 1200))
  const idle = { server: residentMb(server), decoder: residentMb(childOf(server)) }
  let most = { server: 0, decoder: 0 }
  const watch = setInterval(() => {
    most = {
      server: Math.max(most.server, residentMb(server) - idle.server),
      decoder: Math.max(most.decoder, residentMb(childOf(server)) - idle.decoder)
    }
  }, 10)
  const grown = async (work: () => Promise<{ status: number }[]>) => {
    most = { server: 0, decoder: 0 }
    const statuses = (await work()).map(({ status }) => status)
    return { statuses, server: Math.round(most.server), decoder: Math.round(most.decoder) }
  }
  const inTurn = async (all: readonly Buffer[]) => {
    const answers = []
    for (const bytes of all) answers.push(await guest.photo(bytes))
    return answers
  }
  const { refused, taken } = await hostile()
  const bad = await grown(() => inTurn(refused))
  const large = await grown(() => inTurn(taken))
  const together = await grown(() => Promise.all([...refused, ...taken].map((bytes) => guest.photo(bytes))))
  clearInterval(watch)
  const alive = (await fetch(`${program.url}/healthz`)).status === 200
  await program.end('SIGTERM')
  return {
    held:
      alive &&
      bad.statuses.every((status) => status >= 400 && status < 500) &&
      large.statuses.every((status) => status === 201) &&
      Math.max(bad.server, large.server, together.server) <= atMost.server &&
      bad.decoder <= atMost.refused &&
      Math.max(large.decoder, together.decoder) <= atMost.taken,
    figures: {
      refusedServerMb: bad.server,
      refusedDecoderMb: bad.decoder,
      takenServerMb: large.server,
      takenDecoderMb: large.decoder,
      togetherServerMb: together.server,
      togetherDecoderMb: together.decoder,
      statuses: [...bad.statuses, ...large.statuses].join(' ')
    }
  }
})
