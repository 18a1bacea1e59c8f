import { check } from '#shared/schema.ts'
import { phone, reportInput, type Receipt, type ReportInput } from '#shared/reports.ts'
import { asRefused, call, guest, isUnanswered, type Caller } from './api'
import { storeDraft, type Draft } from './drafts'
import { channel } from './platform'
import { resident } from './session'

/** What still has to be said before a draft can go; pages show the sentence beside the group it belongs to. */
export type Gap = 'photos' | 'place' | 'category' | 'phone'

export const gapsOf = (draft: Draft): Gap[] =>
  (
    [
      ['photos', draft.photos.length === 0],
      ['place', !draft.place],
      ['category', !draft.category],
      ['phone', draft.phone.trim() !== '' && !check(phone(), draft.phone.trim()).ok]
    ] as const
  )
    .filter(([, missing]) => missing)
    .map(([gap]) => gap)

/** The body as the contract wants it; nothing while something is missing. */
export function bodyOf(draft: Draft): ReportInput | undefined {
  const name = draft.contactName.trim()
  const number = draft.phone.trim()
  const result = check(reportInput, {
    category: draft.category,
    photos: draft.photos.map((photo) => photo.id),
    place: draft.place,
    ...(draft.address.trim() && { address: draft.address.trim() }),
    ...(draft.text.trim() && { text: draft.text }),
    ...(number && { contact: { ...(name && { name }), phone: number } }),
    consentPublic: draft.consentPublic,
    channel
  })
  return result.ok ? result.value : undefined
}

/**
 * Whoever submits: the resident where WeChat vouches for him, otherwise a guest who gets a receipt code. A WeChat sign-in
 * that is out of order must not stand between a resident and his report; without any network nothing would help.
 */
export async function submitter(): Promise<Caller> {
  try {
    return (await resident.token()) ? resident : guest
  } catch (trouble) {
    if (isUnanswered(asRefused(trouble))) throw trouble
    return guest
  }
}

export interface Submitted {
  receipt: Receipt
  /** An earlier attempt had arrived after all, with what was written then. */
  earlier: boolean
}

const same = (a: ReportInput, b: ReportInput) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Sends the draft. The body goes on the shelf before it leaves the phone, so that even a phone switched off in between
 * knows what the server may have. If the server then says that it has this key with other words, an earlier attempt did
 * arrive: its own words are sent once more, and its receipt comes back.
 */
export async function submit(draft: Draft, body: ReportInput, as: Caller): Promise<Submitted> {
  const how = { as, idempotencyKey: draft.key }
  const { sent = [], ...plain } = draft
  const earlier = sent.filter((other) => !same(other, body))
  storeDraft({ ...plain, sent: [...earlier, body] })
  try {
    return { receipt: await call('submit', { body }, how), earlier: false }
  } catch (trouble) {
    const refused = asRefused(trouble)
    if (refused.code === 'key_reused') {
      for (const other of earlier.reverse()) {
        const receipt = await call('submit', { body: other }, how).catch(() => undefined)
        if (receipt) return { receipt, earlier: true }
      }
    }
    // A plain no means that this body is not stored; earlier ones without an answer still may be.
    if (!isUnanswered(refused) && refused.code !== 'in_flight')
      storeDraft({ ...plain, ...(earlier.length > 0 && { sent: earlier }) })
    throw refused
  }
}
