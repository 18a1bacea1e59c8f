/** The photo pipeline and its floor, decode and encode, in one process, one after the other. */
import sharp from 'sharp'
import { developInTurn } from '#server/photos/pipeline.ts'
import { answers, cpuOf, ready } from '../kit/probe.ts'
import { phone12mp } from '../kit/photo.ts'

const photo = await phone12mp()
const bench = { share: 'bench', known: true }
const { files } = await developInTurn(photo, bench)
/** What the mini-program sends after it has compressed. */
const small = files.large
const { data: raw, info } = await sharp(small).raw().toBuffer({ resolveWithObject: true })
const { width, height, channels } = info

const tasks: Record<string, () => Promise<unknown>> = {
  /** Decode all twelve megapixels, encode 1600 px once. */
  async floor() {
    await sharp(photo).raw().toBuffer()
    await sharp(raw, { raw: { width, height, channels } }).jpeg({ quality: 80 }).toBuffer()
  },
  pipeline: () => developInTurn(photo, bench),
  precompressed: () => developInTurn(small, bench)
}
/** CPU milliseconds of one task, here and in the process that decodes. */
answers['time'] = async (name) => {
  const task = tasks[name as string]
  if (!task) return NaN
  let elsewhere = 0
  const here = await cpuOf(async () => {
    const done = await task()
    elsewhere = (done as { cpuMs?: number } | undefined)?.cpuMs ?? 0
  })
  return here / 1000 + elsewhere
}
ready({ bytes: photo.length, small: small.length })
