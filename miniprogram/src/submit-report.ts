import { check } from '#shared/schema.ts'
import { reportInput, type Receipt, type ReportInput } from '#shared/reports.ts'
import { asRefused, call, guest, isForNow, isUnanswered, type Caller } from './api'
import { changeDraft, type Draft, type SentAs } from './drafts'
import { channel } from './platform'
import { onlyResident, resident } from './session'
import { plainText } from '#shared/typed.ts'

/** The draft as the contract wants it, whatever is still missing. */
export function bodyOf(draft: Draft, photos: readonly string[]) {
  const name = plainText(draft.contactName)
  const number = plainText(draft.phone)
  const address = plainText(draft.address)
  return {
    category: draft.category,
    photos,
    place: draft.place,
    ...(address && { address }),
    ...(plainText(draft.text) && { text: draft.text }),
    ...(number && { contact: { ...(name && { name }), phone: number } }),
    ...(draft.consent && { consentPublic: draft.consent === 'yes' }),
    channel
  }
}
/** The body of a whole draft, all of whose photos have arrived; nothing while something is missing. */
export function reportOf(draft: Draft): ReportInput | undefined {
  const ids = draft.photos.flatMap(({ id }) => id ?? [])
  const result = check(reportInput, bodyOf(draft, ids))
  return result.ok && ids.length === draft.photos.length ? result.value : undefined
}

/**
 * Whoever submits: the resident where WeChat vouches for him, otherwise a guest who gets a receipt code. A WeChat sign-in
 * that is out of order must not stand between a resident and his report; without any network nothing would help.
 */
async function sender(): Promise<SentAs> {
  try {
    const id = (await resident.token()) && resident.viewer()?.id
    return id ? { kind: 'resident', id } : { kind: 'guest' }
  } catch (trouble) {
    if (isUnanswered(asRefused(trouble))) throw trouble
    return { kind: 'guest' }
  }
}
const callerOf = (as: SentAs): Caller => (as.kind === 'guest' ? guest : onlyResident(as.id))
/** Photos are used by their secrets, whoever brought them. */
export const photoSender = async (): Promise<Caller> => ((await sender()).kind === 'guest' ? guest : resident)

export interface Submitted {
  receipt: Receipt
  /** An earlier attempt had arrived after all, with what was written then. */
  earlier: boolean
}

const same = (a: ReportInput, b: ReportInput) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Sends the draft. Its body, and as whom it goes, lie on the phone before it leaves it, so that even a phone switched off in between
 * knows what the server may have: whatever is sent again is sent as the same, or waits. If the server then says that it has this key
 * with other words, an earlier attempt did arrive: its own words are sent once more, and its receipt comes back.
 */
export async function submit(draft: Draft, body: ReportInput): Promise<Submitted> {
  const { key, sent = [] } = draft
  const as = draft.as ?? (await sender())
  const how = { as: callerOf(as), idempotencyKey: key }
  const earlier = sent.filter((other) => !same(other, body))
  changeDraft(key, { as, sent: [...earlier, body] })
  try {
    return { receipt: await call('submit', { body }, how), earlier: false }
  } catch (trouble) {
    const refused = asRefused(trouble)
    if (refused.code === 'key_reused') {
      for (const other of [...earlier].reverse()) {
        const receipt = await call('submit', { body: other }, how).catch(() => undefined)
        if (receipt) return { receipt, earlier: true }
      }
    }
    // A plain no means that this body is not stored; earlier ones without an answer still may be.
    if (!isForNow(refused))
      changeDraft(key, earlier.length > 0 ? { sent: earlier } : { sent: undefined, as: undefined })
    throw refused
  }
}
