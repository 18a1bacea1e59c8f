/**
 * A report sent from a phone that is cut off at any one moment: at the sign-in, at every part of a photo, at every answer, at every
 * write to its storage, killed or only refused, while its owner's pass stays, dies or comes. In the end there is exactly one case, and
 * every character that was typed is in it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { photoPartBytes } from '#shared/photos.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { inHebin } from '#tests/support/city.ts'
import { phonePhoto } from '#tests/support/http.ts'
import { phone, type At, type Cut, type Phone, type Point, type Program } from '#tests/support/phone.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let photo: Buffer
beforeAll(async () => {
  server = await startTestServer()
  const jpeg = await phonePhoto(7, 64, 48)
  // Two parts: what stands behind the end of a JPEG is passed over.
  photo = Buffer.concat([jpeg, Buffer.alloc(photoPartBytes + 500 - jpeg.length, 'x')])
})
afterAll(() => server.stop())

let people = 0
/** Whether WeChat vouches for the owner, before the cut and from then on. */
const owners = {
  'a resident': [true, true],
  'a guest': [false, false],
  'a resident whose pass dies': [true, false],
  'a guest whose pass comes': [false, true]
} as const satisfies Record<string, readonly [boolean, boolean]>
type Owner = keyof typeof owners

const words = ['井盖', '裂了。']
const tries = 12

interface Written {
  /** What was on the screen, letter by letter. */
  typed: string
  pressed: boolean
}

/** What its owner does: goes on where the phone is, never types twice what is there, presses once. */
async function use(program: Program, seen: Written, typing: string): Promise<void> {
  program.resume()
  const [found] = program.allDrafts()
  if (found?.queued || (seen.pressed && !found)) return
  const { key } = found ?? (await program.openDraft())
  const now = () => program.findDraft(key)
  // Nothing that was typed is gone.
  if (seen.typed !== '') expect(now()?.text.startsWith(seen.typed)).toBe(true)
  for (const [n] of words.entries()) {
    const text = typing + words.slice(0, n + 1).join('')
    if (now()?.text.startsWith(text)) continue
    program.changeDraft(key, { text })
    if (now()?.text !== text) return
    seen.typed = text
  }
  program.changeDraft(key, { category: 'shopfront', consent: 'yes', place: inHebin })
  const draft = now()
  if (!draft) return
  const queue = program.photosOf(draft)
  if (draft.photos.length === 0)
    for (let n = 0; n < 3 && queue.read().length === 0; n++)
      await program.takePhotos(9, ['camera'], (phone) => void queue.add([phone]))
  program.queueDraft(key)
  seen.pressed = true
  await program.sendQueued()
}

/** Until it has gone; where the phone dies it is begun again, where it only waits it comes to the front again. */
async function untilSent(phone: Phone, typing: string, later: (n: number) => void): Promise<Program> {
  const seen: Written = { typed: '', pressed: false }
  for (let n = 0; n < tries; n++) {
    later(n)
    const { program, died } = await phone.start()
    const alive = Symbol()
    const end = await Promise.race([
      died,
      use(program, seen, typing).then(async () => {
        for (let again = 0; again < tries && program.allDrafts().some(({ queued }) => queued); again++) {
          later(again)
          program.resume()
          await program.sendQueued()
        }
        return alive
      })
    ])
    if (end === alive && program.allDrafts().length === 0 && seen.pressed) return program
  }
  throw new Error('it never went')
}

async function run(owner: Owner, at?: At): Promise<{ phone: Phone; program: Program }> {
  const name = `cut${++people}`
  const typing = `${people} `
  const item = phone(server.url, photo, at)
  const [before, after] = owners[owner]
  let vouched: boolean = before
  let nonce = 0
  item.login = () => (vouched ? `${name}:${++nonce}` : 'error:40029')
  item.onCut = () => {
    vouched = after
    // A pass that dies: what there was of it is good for nothing.
    if (before && !after) item.storage.delete('suishoupai.pass.resident')
  }
  const program = await untilSent(item, typing, (n) => {
    // WeChat does not stay out of order.
    if (n > 2 && before) vouched = true
  })
  const cases = await mongoose.connection
    .collection('cases')
    .find({ 'words.1.text': typing + words.join('') })
    .project({ no: 1, reports: 1 })
    .toArray()
  expect(cases).toHaveLength(1)
  const [{ no, reports } = { no: '', reports: [] }] = cases as unknown as {
    no: string
    reports: { reporter: { member?: string } }[]
  }[]
  expect(reports).toHaveLength(1)
  // Whoever has no account can follow it by what his phone keeps.
  if (!reports[0]?.reporter.member) expect(program.storedReceipts().map((receipt) => receipt.no)).toEqual([no])
  // Nothing of it stays on the phone.
  program.letGo(Infinity)
  await Promise.resolve()
  program.rest()
  return { phone: item, program }
}

const inTens = async <T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> => {
  const left = [...all]
  const next = async (): Promise<void> => {
    const one = left.shift()
    if (one === undefined) return
    await work(one)
    return next()
  }
  await Promise.all(Array.from({ length: 10 }, next))
}

/**
 * What can happen to a call: the phone dies after it, which is before the next one; it fails; or, of what goes over the network, only its
 * answer is lost.
 */
const isOverNetwork = ({ call }: Point): boolean => /^(login|GET|POST)\b/.test(call)
const cutsOf = (point: Point): readonly Cut[] =>
  isOverNetwork(point) ? ['killed after', 'fails before', 'fails after'] : ['killed after', 'fails before']

describe.each(Object.keys(owners) as Owner[])('%s', (owner) => {
  test('has one case with every character, wherever the phone was cut off', async () => {
    const { phone } = await run(owner)
    // What is cut of a phone's own does not depend on whose it is.
    const points = owner === 'a resident' ? phone.calls : phone.calls.filter(isOverNetwork)
    const table = points.flatMap((point) => cutsOf(point).map((how): At => ({ ...point, how })))
    for (const call of ['login', 'POST /api/photos/parts', 'POST /api/reports'])
      expect(table.filter((at) => at.call === call && at.how === 'killed after')).not.toEqual([])
    const failed: string[] = []
    await inTens(table, (at) =>
      run(owner, at).catch((error: unknown) => failed.push(`${at.how} ${at.call} ${at.nth}: ${String(error)}`))
    )
    expect(failed).toEqual([])
  }, 120_000)
})
