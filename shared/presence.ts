/** Being there: rotating signed codes, coming and going, with and without a network. */
import { endpoint } from './endpoint.ts'
import {
  count,
  input,
  int,
  line,
  list,
  lngLat,
  matching,
  maybe,
  moment,
  oneOf,
  place,
  rowId,
  said,
  view,
  bool,
  type Infer
} from './schema.ts'

/** A code is good for so long; the next is another. */
export const codePeriodMs = 30_000
/** Codes in one answer: four hours of them, so that an organiser's phone needs no network. */
export const codesAtMost = 480
/** In and out at most so often a person and day. */
export const comingsAtMost = 3
/** One may come so long before the start, and go so long after the end; what lies outside is not counted. */
export const earlyMinutes = 30
export const overtimeMinutes = 60
/** Somebody may be noted so long before the start, and noted as gone so long after the end. */
export const comeMinutes = 60
export const goMinutes = 120
/** A phone that was offline may report so long after the end of the shift, unless it is settled before. */
export const reportWithinHours = 72

export const presenceKinds = ['in', 'out'] as const
export type PresenceKind = (typeof presenceKinds)[number]
/** By the organiser's rotating code, by the organiser who scanned the person's pass or wrote it down, by place alone, by itself. */
export const presenceHows = ['code', 'scan', 'manual', 'place', 'auto'] as const
export type PresenceHow = (typeof presenceHows)[number]

/** What makes an organiser look before hours are granted; none of it is a judgement. */
export const presenceFlags = [
  'far',
  'no_place',
  'no_code',
  'clock',
  'reported_late',
  'fast_travel',
  'shared_device',
  'no_out'
] as const
export type PresenceFlag = (typeof presenceFlags)[number]

export const presenceRefusals = [
  'unknown',
  'not_on_list',
  'wrong_code',
  'old_code',
  'too_early',
  'too_late',
  'in_future',
  'settled',
  'already_in',
  'not_in',
  'too_often',
  'too_far',
  'reason_needed'
] as const
export type PresenceRefusal = (typeof presenceRefusals)[number]

/** `SSP1:` shift `:` slot in base 36 `:` Ed25519 signature, base64url. */
export const codePattern = /^SSP1:[0-9a-f]{24}:[0-9a-z]{1,10}:[A-Za-z0-9_-]{86}$/
/** `SSPP:` sign-up `:` signature: what a volunteer's phone shows, good for the whole shift. */
export const passPattern = /^SSPP:[0-9a-f]{24}:[A-Za-z0-9_-]{86}$/

/** What is signed; whoever holds the shift's public key checks it without a network. */
export const codeMessage = (shift: string, slot: number): string => `suishoupai-code|${shift}|${slot}`
export const passMessage = (shift: string, signup: string): string => `suishoupai-pass|${shift}|${signup}`
export const slotOf = (at: number): number => Math.floor(at / codePeriodMs)

export const presenceEvent = input({
  /** Made by the phone; a repeat is harmless. */
  id: matching(/^[A-Za-z0-9_-]{16,64}$/),
  signup: rowId(),
  kind: oneOf(presenceKinds),
  /** When it happened, by the phone's clock. */
  at: moment(),
  /** The organiser's code that the volunteer scanned, or the volunteer's pass that the organiser scanned. */
  code: maybe(matching(/^SSP[1P]:[0-9A-Za-z:_-]{20,140}$/)),
  place: maybe(place()),
  /** Why an organiser writes it down by hand. */
  reason: maybe(line(100, 2))
})
export type PresenceEvent = Infer<typeof presenceEvent>

export const presenceEventView = view({
  kind: oneOf(presenceKinds),
  at: moment(),
  how: oneOf(presenceHows),
  flags: list(oneOf(presenceFlags), { max: presenceFlags.length }),
  reason: maybe(said())
})

/** One person's presence at one shift, worked out from what was reported. */
export const presenceView = view({
  state: oneOf(['none', 'in', 'out']),
  /** Whole minutes that count, as far as is known now. */
  minutes: int(0, 100_000),
  flags: list(oneOf(presenceFlags), { max: presenceFlags.length }),
  events: list(presenceEventView, { max: 40 })
})
export type PresenceView = Infer<typeof presenceView>

export const presenceEndpoints = {
  readCodes: endpoint({
    method: 'GET',
    path: '/api/shifts/:shift/codes',
    says: 'The rotating codes of a shift, signed ahead of time, so that an organiser shows them with no network.',
    who: ['staff'],
    params: input({ shift: rowId() }),
    query: input({ slot: maybe(count(0, 999_999_999)) }),
    answer: view({
      periodMs: int(1000, 600_000),
      /** The slot of the first code; one slot more for each that follows. */
      slot: int(0, 1e9),
      codes: list(said(), { max: codesAtMost }),
      /** Ed25519, 32 bytes, base64url: checks the passes of those who come. */
      publicKey: said(),
      passes: list(view({ signup: rowId(), name: said(), seats: int(1, 100) }), { max: 2000 })
    }),
    refuses: ['not_found', 'forbidden', 'not_in_this_status']
  }),
  readPresence: endpoint({
    method: 'GET',
    path: '/api/signups/:signup/presence',
    says: 'What a phone needs to check in without a network, and what has been reported so far.',
    who: ['resident', 'staff'],
    params: input({ signup: rowId() }),
    answer: view({
      shift: rowId(),
      publicKey: said(),
      pass: said(),
      place: lngLat(),
      radiusM: int(1, 10_000),
      /** From when and until when one may come. */
      from: moment(),
      to: moment(),
      presence: presenceView
    }),
    refuses: ['not_found']
  }),
  reportPresence: endpoint({
    method: 'POST',
    path: '/api/presence',
    says: 'Comings and goings, some of them perhaps from hours ago and without a network; each has its own id, repeats are harmless.',
    who: ['resident', 'staff'],
    body: input({
      /** Random, made once a phone. */
      device: matching(/^[A-Za-z0-9_-]{16,64}$/),
      /** The phone's clock as it sent this: by how much that is off, so are the times of its events. */
      sentAt: maybe(moment()),
      events: list(presenceEvent, { min: 1, max: 50 })
    }),
    answer: view({
      at: moment(),
      results: list(
        view({
          id: said(),
          kept: bool(),
          why: maybe(oneOf(presenceRefusals)),
          presence: maybe(presenceView)
        }),
        { max: 50 }
      )
    }),
    refuses: []
  })
}
