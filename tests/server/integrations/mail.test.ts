/** E-mail against a real SMTP server on this machine, which answers as the good and the bad ones do. */
import { afterEach, describe, expect, test } from 'vitest'
import { createServer, type AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { testTls } from '#tests/support/tls.ts'
import { isMailbox, mailStub, noMail, smtpMail, type Mail, type MailMessage } from '#server/integrations/mail.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const item of open.splice(0).reverse()) item.close()
})

interface Taken {
  raw: string
  to: string[]
  secure: boolean
  user: string
}
async function smtp(options: Partial<SMTPServerOptions> = {}): Promise<{ port: number; taken: Taken[] }> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 10,
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        taken.push({
          raw: Buffer.concat(pieces).toString(),
          to: session.envelope.rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: String(session.user ?? '')
        })
        done()
      })
    },
    ...options
  })
  server.on('error', () => undefined)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  open.push({ close: () => server.close() })
  return { port: (server.server.address() as AddressInfo).port, taken }
}
const answering = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code })

const from = '随手拍 <noreply@city.example>'
function mailTo(port: number, more: { url?: string; ca?: string; timeoutMs?: number } = {}): Mail {
  const mail = smtpMail({ url: more.url ?? `smtp://127.0.0.1:${port}?tls=none`, from, timeoutMs: 2_000, ...more })
  open.push(mail)
  return mail
}

const message: MailMessage = {
  id: '2026-1124-00001:5:m1:email',
  to: 'resident@example.com',
  subject: '您上报的“学院路人行道地砖破损，夜间有人绊倒，请尽快处理，附三张照片”已经办结：请您评价办理结果',
  text: '您好：\n\n已经办结。\n',
  html: '<!doctype html><p>已经办结。</p>',
  unsubscribe: 'https://city.example/notices/stop/abc'
}

const headersOf = (raw: string): string => raw.slice(0, raw.indexOf('\r\n\r\n'))
const header = (raw: string, name: string): string =>
  new RegExp(`^${name}: ((?:.*)(?:\\r\\n[ \\t].*)*)`, 'im').exec(headersOf(raw))?.[1] ?? ''
/** RFC 2047, each encoded word by itself: none may end in the middle of a character. */
const decoded = (text: string): string =>
  text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_all, how: string, words: string) => {
    const bytes =
      how.toUpperCase() === 'B'
        ? Buffer.from(words, 'base64')
        : Buffer.from(
            words
              .replace(/_/g, ' ')
              .replace(/=([0-9A-F]{2})/gi, (_h, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1'
          )
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  })

describe('a mail that is taken', () => {
  test('says the same in text and HTML, in Chinese, with its way out', async () => {
    const { port, taken } = await smtp()
    expect(await mailTo(port).send({ ...message, request: 'abc.12345' })).toMatchObject({ outcome: 'sent' })
    const [{ raw, to } = { raw: '', to: [] }] = taken
    expect(to).toEqual([message.to])
    expect(decoded(header(raw, 'Subject'))).toBe(message.subject)
    expect(decoded(header(raw, 'From'))).toBe('随手拍 <noreply@city.example>')
    expect(header(raw, 'List-Unsubscribe')).toBe('<https://city.example/notices/stop/abc>')
    expect(header(raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(header(raw, 'X-Request-Id')).toBe('abc.12345')
    expect(header(raw, 'Auto-Submitted')).toBe('auto-generated')
    expect(raw).toContain('text/plain; charset=utf-8')
    expect(raw).toContain('text/html; charset=utf-8')
    expect(Math.max(...raw.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(998)
    expect([...headersOf(raw)].every((c) => c < '\x80')).toBe(true)
  })

  test('has the same number when it is sent again, and another one than the next', async () => {
    const { port, taken } = await smtp()
    const mail = mailTo(port)
    await mail.send(message)
    await mail.send(message)
    await mail.send({ ...message, id: 'another' })
    const numbers = taken.map(({ raw }) => header(raw, 'Message-ID'))
    expect(numbers[1]).toBe(numbers[0])
    expect(numbers[2]).not.toBe(numbers[0])
  })

  test('has no header and no reader that was smuggled in', async () => {
    const { port, taken } = await smtp()
    const mail = mailTo(port)
    await mail.send({ ...message, subject: 'Hello\r\nBcc: all@example.com\r\n\r\n<b>body</b>' })
    expect(headersOf(taken[0]?.raw ?? '')).not.toMatch(/^Bcc/im)
    expect(taken[0]?.to).toEqual([message.to])
    for (const to of [
      'a@example.com\r\nRCPT TO:<b@example.com>',
      'a@example.com, b@example.com',
      '"a" <a@example.com>',
      'group: a@example.com;',
      'a b@example.com',
      'a@b@example.com',
      'a@example',
      ''
    ])
      expect(await mail.send({ ...message, to })).toMatchObject({ outcome: 'never', reason: 'no_such_address' })
    expect(taken).toHaveLength(1)
  })
})

describe('a server with TLS', () => {
  const auth: Partial<SMTPServerOptions> = {
    ...testTls,
    authOptional: false,
    onAuth(login, _session, done) {
      if (login.username === 'city' && login.password === 'p@ss:w/rd') done(null, { user: login.username })
      else done(answering(535, '5.7.8 wrong name or password'))
    }
  }
  const login = 'city:p%40ss%3Aw%2Frd'

  test.each(['smtp', 'smtps'])('takes name and password and mail under it: %s', async (scheme) => {
    const { port, taken } = await smtp({ ...auth, secure: scheme === 'smtps' })
    const mail = mailTo(port, { url: `${scheme}://${login}@localhost:${port}`, ca: testTls.cert })
    expect(await mail.send(message)).toMatchObject({ outcome: 'sent' })
    expect(taken).toMatchObject([{ secure: true, user: 'city' }])
  })

  test('that nobody vouches for is told nothing', async () => {
    const { port, taken } = await smtp(auth)
    const mail = mailTo(port, { url: `smtp://${login}@127.0.0.1:${port}` })
    expect(await mail.send(message)).toMatchObject({ outcome: 'later', reason: 'unreachable', channelDown: true })
    expect(taken).toHaveLength(0)
  })

  test('is asked for it before name and password, and refused mail where it has none', async () => {
    const { port, taken } = await smtp({ ...auth, disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
    const mail = mailTo(port, { url: `smtp://${login}@127.0.0.1:${port}` })
    expect(await mail.send(message)).toMatchObject({ outcome: 'later', reason: 'unreachable', channelDown: true })
    expect(taken).toHaveLength(0)
    const plain = mailTo(port, { url: `smtp://${login}@127.0.0.1:${port}?tls=none` })
    expect(await plain.send(message)).toMatchObject({ outcome: 'sent' })
  })

  test('refuses a wrong password: that is ours to mend, and no mail is lost', async () => {
    const { port } = await smtp({ ...auth, disabledCommands: ['STARTTLS'], allowInsecureAuth: true })
    const mail = mailTo(port, { url: `smtp://city:wrong@127.0.0.1:${port}?tls=none` })
    expect(await mail.send(message)).toMatchObject({ outcome: 'later', reason: 'sign_in', channelDown: true })
  })
})

describe('a server that does not take it', () => {
  test.each([
    [451, '4.3.2 later', 'later', 'busy', undefined],
    [452, '4.2.2 full', 'later', 'mailbox_full', undefined],
    [552, '5.2.2 full', 'later', 'mailbox_full', undefined],
    [550, '5.1.1 no such user', 'never', 'no_such_address', true],
    [550, 'no such user here', 'never', 'no_such_address', true],
    [553, 'name not allowed', 'never', 'no_such_address', true],
    [550, '5.7.1 relaying denied', 'never', 'refused', undefined],
    [554, '5.7.1 listed', 'never', 'refused', undefined]
  ] as const)('the reader: %i %s', async (code, words, outcome, reason, addressGone) => {
    const { port } = await smtp({ onRcptTo: (_address, _session, done) => done(answering(code, words)) })
    const answer = await mailTo(port).send(message)
    expect(answer).toMatchObject({ outcome, reason })
    expect('addressGone' in answer ? answer.addressGone : undefined).toBe(addressGone)
    expect(answer).not.toHaveProperty('channelDown')
  })

  test('the sender: every mail would fare the same', async () => {
    const { port } = await smtp({ onMailFrom: (_address, _session, done) => done(answering(550, '5.7.1 not you')) })
    expect(await mailTo(port).send(message)).toMatchObject({ outcome: 'later', reason: 'sender', channelDown: true })
  })

  test('the words of it', async () => {
    const { port } = await smtp({
      onData(stream, _session, done) {
        stream.resume()
        stream.on('end', () => done(answering(554, '5.6.0 looks like spam')))
      }
    })
    expect(await mailTo(port).send(message)).toMatchObject({ outcome: 'never', reason: 'refused' })
  })

  test('at all: it says so at the door', async () => {
    const { port } = await smtp({ onConnect: (_session, done) => done(answering(421, '4.3.2 closing')) })
    expect(await mailTo(port).send(message)).toMatchObject({ outcome: 'later', channelDown: true })
  })

  test('what it said is kept without the address in it', async () => {
    const { port } = await smtp({
      onRcptTo: ({ address }, _session, done) => done(answering(550, `5.1.1 <${address}> unknown`))
    })
    const { answer } = await mailTo(port).send(message)
    expect(answer).toContain('5.1.1')
    expect(answer).not.toContain('resident')
  })
})

describe('no server', () => {
  test('nobody listens', async () => {
    const silent = createServer()
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
    const { port } = silent.address() as AddressInfo
    silent.close()
    expect(await mailTo(port).send(message)).toMatchObject({
      outcome: 'later',
      reason: 'unreachable',
      channelDown: true
    })
  })

  test('somebody listens and says nothing', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
    open.push(silent)
    const { port } = silent.address() as AddressInfo
    const mail = mailTo(port, { timeoutMs: 100 })
    expect(await mail.send(message)).toMatchObject({ outcome: 'later', reason: 'timeout', channelDown: true })
  })

  test('it closes in the middle, and the mail is not sent again by itself', async () => {
    let begun = 0
    const breaking = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write('220 here\r\n')
      socket.on('data', (said) => {
        if (said.toString().startsWith('DATA')) {
          begun++
          socket.destroy()
        } else socket.write('250 go on\r\n')
      })
    })
    await new Promise<void>((listening) => breaking.listen(0, '127.0.0.1', listening))
    open.push(breaking)
    const mail = mailTo((breaking.address() as AddressInfo).port)
    expect(await mail.send(message)).toMatchObject({ outcome: 'later', reason: 'unreachable', channelDown: true })
    expect(begun).toBe(1)
  })

  test('none is set', async () => {
    expect(noMail.ready).toBe(false)
    expect(await noMail.send(message)).toMatchObject({ outcome: 'later', reason: 'not_set_up', channelDown: true })
  })

  test.each(['http://mail.example', 'mail.example', 'smtp://'])('%s is no server', (url) => {
    expect(() => smtpMail({ url, from })).toThrow('MAIL_URL')
  })
  test('a sender must have an address', () => {
    expect(() => smtpMail({ url: 'smtp://mail.example', from: '随手拍' })).toThrow('MAIL_FROM')
  })
})

test('the stub fails as a server does', async () => {
  const mail = mailStub()
  expect(await mail.send(message)).toMatchObject({ outcome: 'sent' })
  expect(await mail.send({ ...message, to: 'unknown@example.com' })).toMatchObject({
    outcome: 'never',
    addressGone: true
  })
  expect(await mail.send({ ...message, to: 'full@example.com' })).toMatchObject({ reason: 'mailbox_full' })
  expect(await mail.send({ ...message, to: 'busy@example.com' })).toMatchObject({ outcome: 'later', reason: 'busy' })
  expect(mail.taken.map(({ to }) => to)).toEqual([message.to])
})

test('a mailbox is one address with a domain', () => {
  for (const good of ['a@b.cn', 'zhang.san+report@mail.example.com', '张三@例子.中国'])
    expect([good, isMailbox(good)]).toEqual([good, true])
})
