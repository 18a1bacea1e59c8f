/**
 * E-mail over SMTP. The address of the server is the operator's (`MAIL_URL`), so it may stand in his own network. With a
 * name and a password, or away from this machine, nothing is said before TLS holds; `?tls=none` says otherwise in so many words.
 */
import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { requestIdHeaders } from '#server/kernel/request-id.ts'
import { notSent, sent, type NotSent, type Sent } from './sent.ts'

export interface MailMessage {
  /** The same for a repeated sending: the reader's server may tell by it that it has the mail already. */
  id: string
  to: string
  subject: string
  text: string
  html: string
  /** Where the reader stops this kind of mail with one click (RFC 8058). */
  unsubscribe?: string
  /** Name of the request that it comes from; it goes along as a header. */
  request?: string | undefined
}

export interface Mail {
  send(message: MailMessage): Promise<Sent>
  /** Whether mail can be sent at all. */
  readonly ready: boolean
  close(): void
}

export interface MailSettings {
  /** `smtps://name:password@host:465` or `smtp://name:password@host:587`. */
  url: string
  /** `随手拍 <noreply@city.example>`, or the address alone. */
  from: string
  /** Certificate authority of a server that has its own. */
  ca?: string
  timeoutMs?: number
}

/** One mailbox, and nothing that could become a second one or another header. */
const mailbox = /^[^\s@<>,;:"()[\]\\\p{C}]{1,64}@[^\s@<>,;:"()[\]\\\p{C}]{1,190}\.[^\s@<>,;:"()[\]\\\p{C}.]{1,63}$/u
export const isMailbox = (text: string): boolean => mailbox.test(text)

const oneLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim()

/** Name and mailbox of who sends; throws where it is neither. */
function senderOf(from: string): { name: string; address: string } {
  const [, name = '', address = from] = /^(.*?)\s*<([^<>]+)>$/.exec(from.trim()) ?? []
  if (!isMailbox(address)) throw new Error(`MAIL_FROM must be an address or "name <address>", not "${from}"`)
  return { name: oneLine(name).replace(/^"|"$/g, ''), address }
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

function serverOf(text: string) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    throw new Error('MAIL_URL must be smtp://… or smtps://…')
  const secure = url.protocol === 'smtps:'
  const plain = url.searchParams.get('tls') === 'none'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(!secure && (plain ? { ignoreTLS: true } : { requireTLS: user !== '' || !loopback.test(url.hostname) })),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } })
  }
}

const usualTimeoutMs = 10_000

export function smtpMail({ url, from, ca, timeoutMs = usualTimeoutMs }: MailSettings): Mail {
  const sender = senderOf(from)
  const domain = sender.address.split('@')[1] ?? 'localhost'
  const transport = createTransport({
    ...serverOf(url),
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    // Whether a broken connection had taken the mail nobody knows: trying again is the delivery's business, which counts.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(ca !== undefined && { tls: { ca } })
  })
  return {
    ready: true,
    close: () => transport.close(),
    async send({ id, to, subject, text, html, unsubscribe, request }) {
      if (!isMailbox(to)) return notSent('never', 'no_such_address', 'not a mailbox', { addressGone: true })
      try {
        const answer = (await transport.sendMail({
          from: sender,
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          html,
          messageId: `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${domain}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            ...requestIdHeaders(request),
            ...(unsubscribe && {
              'List-Unsubscribe': `<${new URL(unsubscribe).href}>`,
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
            })
          }
        })) as { response: string }
        return sent(answer.response)
      } catch (error) {
        return failureOf(error as SmtpError)
      }
    }
  }
}

interface SmtpError extends Error {
  code?: string
  command?: string
  response?: string
  responseCode?: number
}

/** RFC 3463: 5.1.x is about the address, 5.2.2 a full mailbox, 5.7.x a rule. */
const extended = (response: string): string => /^\d{3}[ -](\d\.\d+\.\d+)/.exec(response)?.[1] ?? ''
const noMailbox = new Set([550, 551, 553])

function failureOf({ code, command, response = '', responseCode = 0, message }: SmtpError): NotSent {
  const answer = response || `${code ?? ''} ${message}`
  if (code === 'EAUTH') return notSent('later', 'sign_in', answer, { channelDown: true })
  if (code === 'ETLS') return notSent('later', 'unreachable', answer, { channelDown: true })
  if (code === 'ETIMEDOUT') return notSent('later', 'timeout', answer, { channelDown: true })
  if (responseCode === 0) return notSent('later', 'unreachable', answer, { channelDown: true })
  const detail = extended(response)
  if (detail.endsWith('.2.2') || responseCode === 452 || responseCode === 552)
    return notSent('later', 'mailbox_full', answer)
  // 421: it closes for everybody; without a command it did not even let us in.
  if (responseCode === 421 || command === 'CONN') return notSent('later', 'busy', answer, { channelDown: true })
  if (responseCode < 500) return notSent('later', 'busy', answer)
  if (command === 'RCPT TO') {
    const gone = detail === '' ? noMailbox.has(responseCode) : detail.startsWith('5.1.')
    return gone
      ? notSent('never', 'no_such_address', answer, { addressGone: true })
      : notSent('never', 'refused', answer)
  }
  // What it has against the sender it has against every mail of ours.
  if (command === 'MAIL FROM') return notSent('later', 'sender', answer, { channelDown: true })
  return notSent('never', 'refused', answer)
}

/** Where no server is named there is no mail, and nothing pretends otherwise. */
export const noMail: Mail = {
  ready: false,
  close: () => undefined,
  send: () => Promise.resolve(notSent('later', 'not_set_up', 'MAIL_URL is not set', { channelDown: true }))
}

/**
 * The stub of the demo: takes mail as a server does, and refuses as one does by the name before the @: `unknown` is nobody,
 * `full` a full mailbox, `busy` is to come back later.
 */
export function mailStub(): Mail & { readonly taken: readonly MailMessage[] } {
  const taken: MailMessage[] = []
  const answers: Readonly<Record<string, Sent>> = {
    unknown: notSent('never', 'no_such_address', '550 5.1.1 no such user', { addressGone: true }),
    full: notSent('later', 'mailbox_full', '452 4.2.2 mailbox full'),
    busy: notSent('later', 'busy', '451 4.3.2 try again later')
  }
  return {
    ready: true,
    taken,
    close: () => undefined,
    send(message) {
      if (!isMailbox(message.to))
        return Promise.resolve(notSent('never', 'no_such_address', 'not a mailbox', { addressGone: true }))
      const answer = answers[message.to.split('@')[0] ?? ''] ?? sent('250 2.0.0 taken by the stub')
      if (answer.outcome === 'sent') taken.splice(0, Math.max(0, taken.length - 99))
      if (answer.outcome === 'sent') taken.push(message)
      return Promise.resolve(answer)
    }
  }
}
