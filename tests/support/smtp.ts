/** A real SMTP server on this machine, whose answers a test decides from one mail to the next. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface TakenMail {
  raw: string
  to: string
}
export interface MailServer {
  url: string
  taken: TakenMail[]
  /** How often somebody came to the door. */
  knocks: number
  /** What is said to whom; undefined takes it. */
  door?: string | undefined
  reader: (address: string) => string | undefined
  /** Nobody gets in any more, and who is in is sent out. */
  shut(answer: string): void
  close(): Promise<void>
}

/** `550 5.1.1 no such user`, as an error of the server. */
const saying = (answer: string): Error =>
  Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) })

export async function startMailServer(): Promise<MailServer> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 10,
    onConnect(_session, done) {
      mail.knocks++
      done(mail.door === undefined ? null : saying(mail.door))
    },
    onRcptTo({ address }, _session, done) {
      const answer = mail.reader(address)
      done(answer === undefined ? null : saying(answer))
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        mail.taken.push({
          raw: Buffer.concat(pieces).toString(),
          to: session.envelope.rcptTo.map(({ address }) => address).join(' ')
        })
        done()
      })
    }
  })
  smtp.on('error', () => undefined)
  const mail: MailServer = {
    url: '',
    taken: [],
    knocks: 0,
    reader: () => undefined,
    shut(answer) {
      mail.door = answer
      for (const connection of smtp.connections) connection.close()
    },
    close: () => new Promise((closed) => smtp.close(() => closed()))
  }
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', () => listening()))
  mail.url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}?tls=none`
  return mail
}

const unfold = (raw: string): string => raw.replace(/\r\n[ \t]+/g, ' ')
const fromQuoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1'
  )
const decoded = (text: string, how: string): string =>
  (/b/i.test(how) ? Buffer.from(text, 'base64') : fromQuoted(text)).toString()

/** Subject and plain text of a mail, as its reader sees them. */
export function readMail({ raw }: TakenMail): { subject: string; text: string } {
  const subject = /^Subject: (.*)$/im.exec(unfold(raw))?.[1] ?? ''
  const [, head = '', body = ''] = /(content-type: text\/plain[\s\S]*?)\r\n\r\n([\s\S]*?)\r\n--/i.exec(raw) ?? []
  return {
    subject: subject
      .replace(/\?=\s+=\?/g, '?==?')
      .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, text: string) =>
        decoded(/q/i.test(how) ? text.replaceAll('_', ' ') : text, how)
      ),
    text: decoded(body, /base64/i.test(head) ? 'b' : 'q')
  }
}
