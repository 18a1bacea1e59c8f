/** What every channel answers: sent, not now, or never; and in the last two cases why. */
import type { SendFailure } from '#shared/deliveries.ts'

export interface NotSent {
  outcome: 'later' | 'never'
  reason: SendFailure
  answer: string
  /** It lies with the channel, not with this message: the next one would fare no better. */
  channelDown?: true
  /** Nobody can be reached at this address any more. */
  addressGone?: true
}
/** `answer` is what the other side said, short and without addresses or secrets. */
export type Sent = { outcome: 'sent'; answer: string } | NotSent

const answerAtMost = 160

/** What another system said, as it may be kept: one line, no addresses, no numbers of people, no keys. */
export const plainAnswer = (said: string): string =>
  said
    .replace(/[^\s<>"]+@[^\s<>"]+/g, '…@…')
    .replace(/\bhttps?:\/\/\S+/g, 'https://…')
    .replace(/\+?\d{7,}/g, '…')
    .replace(/[\w-]{24,}/g, '…')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, answerAtMost)

export const sent = (answer: string): Sent => ({ outcome: 'sent', answer: plainAnswer(answer) })
export const notSent = (
  outcome: NotSent['outcome'],
  reason: SendFailure,
  answer: string,
  more: Pick<NotSent, 'channelDown' | 'addressGone'> = {}
): NotSent => ({ outcome, reason, answer: plainAnswer(answer), ...more })
