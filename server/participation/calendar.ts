/** Shifts as calendar files, RFC 5545: CRLF, lines of at most 75 octets, text escaped, times in UTC. */
import { fill, words as w } from '#shared/locales/index.ts'
import { hmac, ring, sameText, type Keys } from '#server/kernel/keys.ts'
import type { AppContext } from '#server/context.ts'
import { findEntry } from './model.ts'
import type { ShiftRow } from './shift.ts'
import { phoneWords } from '#shared/locales/phone-words.ts'

export interface CalendarEvent {
  uid: string
  /** Grows with every change, so that a calendar takes the newer. */
  sequence: number
  stamp: Date
  from: Date
  to: Date
  title: string
  place: string
  at: { lng: number; lat: number }
  words: string
  url?: string
  cancelled?: boolean
  /** Minutes before the start at which the phone rings. */
  alarm?: number
}

const time = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '')
const escaped = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/;/g, '\\;')
    .replace(/,/g, '\\,')
    .replace(/\r?\n|\r/g, '\\n')

/** Folds by octets, and never in the middle of a character. */
export function fold(line: string): string {
  const lines: string[] = []
  let now = ''
  let octets = 0
  for (const char of line) {
    const size = Buffer.byteLength(char)
    // A continuation begins with a space, which counts.
    if (octets + size > 75) {
      lines.push(now)
      now = ' '
      octets = 1
    }
    now += char
    octets += size
  }
  return [...lines, now].join('\r\n')
}

const eventLines = (e: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${e.uid}`,
  `DTSTAMP:${time(e.stamp)}`,
  `SEQUENCE:${e.sequence}`,
  `DTSTART:${time(e.from)}`,
  `DTEND:${time(e.to)}`,
  `SUMMARY:${escaped(e.title)}`,
  `LOCATION:${escaped(e.place)}`,
  `GEO:${e.at.lat.toFixed(6)};${e.at.lng.toFixed(6)}`,
  `DESCRIPTION:${escaped(e.words)}`,
  ...(e.url ? [`URL:${e.url}`] : []),
  `STATUS:${e.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  ...(e.alarm
    ? ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(e.title)}`, `TRIGGER:-PT${e.alarm}M`, 'END:VALARM']
    : []),
  'END:VEVENT'
]

export const calendarText = (name: string, events: readonly CalendarEvent[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Suishoupai//Activities//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'X-WR-TIMEZONE:Asia/Shanghai',
    ...events.flatMap(eventLines),
    'END:VCALENDAR'
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('')

// ——— shifts and sign-ups

export const calendarEvent = (
  shift: ShiftRow,
  uid: string,
  more: { sequence: number; stamp: Date; alarm?: number; cancelled?: boolean }
): CalendarEvent => ({
  uid,
  sequence: more.sequence,
  stamp: more.stamp,
  from: shift.from,
  to: shift.to,
  title: shift.title,
  place: shift.address,
  at: shift.place,
  words: [
    fill(w.activities.ics.meet, { address: shift.address }),
    fill(w.activities.ics.contact, { name: shift.contact.name, phone: phoneWords(shift.contact.phone) })
  ].join('\n'),
  ...(more.alarm && { alarm: more.alarm }),
  ...((shift.cancelled || more.cancelled) && { cancelled: true })
})

const calendarSign = ({ calendars }: Keys, id: string): string => hmac(calendars, id).toString('base64url').slice(0, 22)
export const calendarAddress = (keys: Keys, id: string): string => `/calendar/${id}.ics?key=${calendarSign(keys, id)}`

/** A sign-up as a calendar file, for whoever holds its signed address. */
export async function signupCalendar(id: string, key: string, { keys, now }: AppContext): Promise<string | undefined> {
  if (!/^[0-9a-f]{24}$/.test(id) || !ring(keys).some((one) => sameText(calendarSign(one, id), key))) return undefined
  const own = await findEntry(id)
  if (!own) return undefined
  const event = calendarEvent(own.shift, `${id}@suishoupai`, {
    sequence: own.entry.rev + (own.shift.rev ?? 0),
    stamp: now(),
    alarm: 60,
    cancelled: !own.active
  })
  return calendarText(own.shift.title, [event])
}
