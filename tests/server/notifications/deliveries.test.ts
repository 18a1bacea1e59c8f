/** What leaves the app, through the real database and a real mail server: once, never lost, and never as a flood. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { onPause, onStep } from '#server/kernel/failpoints.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { addressesOf, dropAddress, findAddress, keepAddress } from '#server/notifications/addresses-model.ts'
import { work as workOn } from '#server/notifications/deliver.ts'
import { deliver, followStranded } from '#server/notifications/deliveries.ts'
import { channelState, countByChannel, findDelivery, type DeliveryDoc } from '#server/notifications/deliveries-model.ts'
import { keepNotices, noticesOf, type Notice } from '#server/notifications/model.ts'
import { turn } from '#server/worker.ts'
import { startMailServer, type MailServer } from '#tests/support/smtp.ts'
import { morning, startTestServer, type TestServer } from '#tests/support/server.ts'

let mail: MailServer
let server: TestServer
let now = new Date(morning)
beforeAll(async () => {
  mail = await startMailServer()
  server = await startTestServer({ env: { ROLE: 'web', MAIL_URL: mail.url, MAIL_FROM: 'City <noreply@city.example>' } })
})
afterAll(async () => {
  await server.stop()
  await mail.close()
})

const setNow = (at: Date): void => {
  now = at
  server.setNow(at)
}
const later = (ms: number): void => setNow(new Date(now.getTime() + ms))
const minute = 60_000
const hour = 60 * minute

let n = 0
beforeEach(async () => {
  for (const name of ['deliveries', 'jobs', 'notices', 'addresses', 'channel_states', 'sending_counts'])
    await mongoose.connection.collection(name).deleteMany({})
  setNow(new Date(morning))
  Object.assign(mail, { taken: [], knocks: 0, door: undefined, reader: () => undefined })
})
afterEach(() => {
  onStep(undefined)
  onPause(undefined)
})

/** A notice of somebody's closed report, and its way out by mail. */
async function tellByMail(member: string, more: Partial<Notice> = {}): Promise<string> {
  n++
  const no = `2026-1124-${String(n).padStart(5, '0')}`
  const notice = {
    _id: `${no}:5:${member}`,
    member,
    no,
    n: 5,
    about: 'case' as const,
    verb: 'verify',
    said: { code: 'verify', facts: {} },
    at: now,
    ...more
  }
  await keepNotices([notice])
  await deliver(notice, [{ channel: 'email', notBefore: now }])
  return `${notice._id}:email`
}
const known = (member: string) => keepAddress(member, 'email', `${member}@example.com`, now)
const work = () => turn(server.context, {}, ['relay', 'deliver'])
const one = async (id: string): Promise<DeliveryDoc> => {
  const found = await findDelivery(id)
  if (!found) throw new Error(`no delivery ${id}`)
  return found
}
const stateOf = async (id: string) => {
  const { state, reason } = await one(id)
  return reason === undefined ? state : `${state}: ${reason}`
}

describe('a delivery', () => {
  test('goes out once, however often it is asked for and worked on', async () => {
    await known('m1')
    const id = await tellByMail('m1')
    const notice = { _id: id.replace(/:email$/, ''), member: 'm1', no: 'x', at: now, verb: 'verify' }
    await deliver(notice, [{ channel: 'email', notBefore: now }])
    await Promise.all([work(), work()])
    await work()
    expect(mail.taken.map(({ to }) => to)).toEqual(['m1@example.com'])
    expect(await one(id)).toMatchObject({ state: 'sent', attempts: 1, address: 'm…@example.com', outbox: [] })
    // One click stops this kind, wherever the reader has his mail.
    expect(mail.taken[0]?.raw).toMatch(/List-Unsubscribe:\s+<http[^>]*\/notices\/stop\/[^>]*kind=outcome>/)
  })

  test('waits for its hour', async () => {
    await known('m1')
    n++
    const notice = { _id: `quiet:${n}`, member: 'm1', no: '2026-1124-00001', at: now, verb: 'verify', n: 5 }
    await keepNotices([notice])
    await deliver(notice, [{ channel: 'email', notBefore: new Date(now.getTime() + 8 * hour) }])
    await work()
    expect(mail.taken).toHaveLength(0)
    later(8 * hour)
    await work()
    expect(mail.taken).toHaveLength(1)
  })

  test('to nobody’s address, of a notice that was erased, too late: each is dropped and says why', async () => {
    const nowhere = await tellByMail('m2')
    await known('m1')
    const erased = await tellByMail('m1')
    await mongoose.connection.collection('notices').deleteMany({ member: 'm1' })
    await work()
    expect(await stateOf(nowhere)).toBe('dropped: no_address')
    expect(await stateOf(erased)).toBe('dropped: gone')
    const old = await tellByMail('m1')
    later(200 * hour)
    await work()
    expect(await stateOf(old)).toBe('dropped: stale')
    expect(mail.taken).toHaveLength(0)
  })

  test('that the other side puts off is tried again, later each time', async () => {
    await known('m1')
    mail.reader = () => '451 4.7.1 greylisted'
    const id = await tellByMail('m1')
    await work()
    expect(await one(id)).toMatchObject({ state: 'waiting', reason: 'busy', attempts: 1 })
    await work()
    expect((await one(id)).attempts).toBe(1)
    later(minute)
    await work()
    expect((await one(id)).attempts).toBe(2)
    later(minute)
    await work()
    expect((await one(id)).attempts).toBe(2)
    mail.reader = () => undefined
    later(4 * minute)
    await work()
    expect(await stateOf(id)).toBe('sent')
    expect((await one(id)).tries.map(({ reason }) => reason)).toEqual(['busy', 'busy', undefined])
  })

  test('to an address that is nobody’s ends there: it is stopped, and its person told in the app', async () => {
    await known('m1')
    mail.reader = () => '550 5.1.1 no such user'
    const [first, second] = [await tellByMail('m1'), await tellByMail('m1')]
    await work()
    later(minute)
    await work()
    expect([await stateOf(first), await stateOf(second)].sort()).toEqual([
      'dropped: address_stopped',
      'failed: no_such_address'
    ])
    expect((await findAddress('m1', 'email'))?.stopped).toMatchObject({ reason: 'no_such_address' })
    const { items } = await noticesOf('m1', { limit: 10 })
    expect(items.filter(({ about }) => about === 'address')).toHaveLength(1)
    // Given anew it is an address again.
    await known('m1')
    mail.reader = () => undefined
    const third = await tellByMail('m1')
    await work()
    expect(await stateOf(third)).toBe('sent')
    await dropAddress('m1', 'email')
    expect(await addressesOf('m1')).toEqual([])
  })
})

describe('many for one reader', () => {
  test('go in one mail where they wait together, and each says with what it went', async () => {
    await known('m1')
    const ids = []
    for (let i = 0; i < 5; i++) ids.push(await tellByMail('m1'))
    await work()
    expect(mail.taken).toHaveLength(1)
    const states = await Promise.all(ids.map(stateOf))
    expect(states.filter((state) => state === 'sent')).toHaveLength(1)
    expect(states.filter((state) => state === 'sent: summed')).toHaveLength(4)
    const text = Buffer.from(
      /text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(mail.taken[0]?.raw ?? '')?.[1] ?? '',
      'base64'
    ).toString()
    for (const id of ids) expect(text).toContain(id.split(':')[0])
  })

  test('are no more than so many an hour', async () => {
    await known('m1')
    for (let i = 0; i < 9; i++) {
      await tellByMail('m1')
      await work()
      later(minute)
    }
    expect(mail.taken).toHaveLength(6)
    later(hour)
    await work()
    // The three that had to wait are fewer than a sum.
    expect(mail.taken.length).toBeGreaterThanOrEqual(7)
    for (let i = 0; i < 3; i++) {
      later(10 * minute)
      await work()
    }
    expect(mail.taken).toHaveLength(9)
  })
})

test('a day without a mail server: nothing is lost, nobody is flooded, and hardly anybody knocks', async () => {
  mail.shut('421 4.3.2 closed')
  const people = ['a', 'b']
  for (const member of people) await known(member)
  const ids: string[] = []
  for (let i = 0; i < 26; i++) {
    for (const member of people) ids.push(await tellByMail(member))
    await work()
    later(hour)
  }
  expect(mail.taken).toHaveLength(0)
  // One looks, the others wait: not every delivery for itself.
  expect(mail.knocks).toBeLessThan(26 * 2)
  expect(await channelState('email')).toMatchObject({ downSince: new Date(morning), reason: 'busy' })
  const [count] = await countByChannel(new Date(morning))
  expect(count).toMatchObject({ channel: 'email', waiting: ids.length, oldest: new Date(morning), failed: 0 })

  mail.door = undefined
  for (let i = 0; i < 12; i++) {
    later(10 * minute)
    await work()
  }
  const states = await Promise.all(ids.map(stateOf))
  expect(states.filter((state) => !state.startsWith('sent'))).toEqual([])
  for (const member of people)
    expect(mail.taken.filter(({ to }) => to === `${member}@example.com`).length).toBeLessThanOrEqual(3)
  expect((await channelState('email'))?.downSince).toBeUndefined()
}, 90_000)

test('a channel that goes again while what is for one reader is half put off: it all goes in one mail, by two workers at once', async () => {
  mail.shut('421 4.3.2 closed')
  await known('a')
  await known('b')
  await tellByMail('a')
  await work()
  expect(await channelState('email')).toMatchObject({ downSince: now })
  const ids: string[] = []
  for (let i = 0; i < 6; i++) ids.push(await tellByMail('b'))
  await turn(server.context, {}, ['relay'])
  mail.door = undefined
  later(hour)
  const probe = String((await mongoose.connection.collection('deliveries').findOne({ member: 'a' }))?._id)
  const gate = () => {
    let open = (): void => undefined
    const opened = new Promise<void>((resolve) => (open = resolve))
    return { open: () => open(), opened }
  }
  const [going, mayGo, putOff, mayWait] = [gate(), gate(), gate(), gate()]
  onPause((step) => {
    if (step === 'delivery goes') return (going.open(), mayGo.opened)
    return step === 'delivery waits' ? (putOff.open(), mayWait.opened) : undefined
  })
  // One tries whether it goes again; as long as it tries, three of the other reader's are put off.
  const first = workOn(probe, server.context)
  await going.opened
  onPause(undefined)
  for (const id of ids.slice(0, 3)) await workOn(id, server.context)
  expect((await Promise.all(ids.slice(0, 3).map(one))).map(({ held }) => held)).toEqual([true, true, true])
  // The fourth has seen that nothing goes, and notes that it waits only after everybody was woken.
  onPause((step) => (step === 'delivery waits' ? (putOff.open(), mayWait.opened) : undefined))
  const fourth = workOn(ids[3] ?? '', server.context)
  await putOff.opened
  mayGo.open()
  await first
  mayWait.open()
  await fourth
  onPause(undefined)
  await Promise.all([work(), work()])
  for (let i = 0; i < 4; i++) {
    later(10 * minute)
    await Promise.all([work(), work()])
  }
  expect(mail.taken.filter(({ to }) => to === 'b@example.com')).toHaveLength(1)
  expect((await Promise.all(ids.map(stateOf))).sort()).toEqual(['sent', ...Array<string>(5).fill('sent: summed')])
})

describe('a worker that dies', () => {
  test.each(['delivery claimed', 'delivery sent', 'delivery settled'])(
    'after "%s" loses nothing and sends at most once more',
    async (step) => {
      await known('m1')
      const id = await tellByMail('m1')
      let died = false
      onStep((at) => {
        if (at === step && !died) {
          died = true
          throw new Error('dead')
        }
      })
      await work()
      expect(died).toBe(true)
      onStep(undefined)
      for (let i = 0; i < 6; i++) {
        later(minute)
        await work()
      }
      expect(await stateOf(id)).toBe('sent')
      expect(mail.taken.length).toBe(step === 'delivery sent' ? 2 : 1)
      const numbers = mail.taken.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
      expect(new Set(numbers).size).toBe(1)
    }
  )

  test('again and again at the same delivery sends it twice and no more, and says that nobody knows', async () => {
    await known('m1')
    const id = await tellByMail('m1')
    onStep((at) => {
      if (at === 'delivery sent') throw new Error('dead')
    })
    for (let i = 0; i < 8; i++) {
      await work()
      later(2 * minute)
    }
    expect(mail.taken).toHaveLength(2)
    expect(await stateOf(id)).toBe('failed: interrupted')
  })

  test('with the job itself gone: whoever looks after what is stranded asks again', async () => {
    await known('m1')
    const id = await tellByMail('m1')
    await turn(server.context, {}, ['relay'])
    await mongoose.connection.collection('jobs').deleteMany({})
    later(20 * minute)
    await followStranded(server.context)
    await work()
    expect(await stateOf(id)).toBe('sent')
  })
})
