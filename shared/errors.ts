/**
 * Every way to say no, in one closed catalogue. The code is stable and for programs; the Chinese sentence beside it
 * (locales/zh-CN/errors.ts) says what to do next. On the wire it is problem details, RFC 9457.
 */
export const refusals = {
  unparseable: 400,
  key_missing: 400,
  unauthenticated: 401,
  wrong_password: 401,
  wrong_code: 401,
  wrong_second_factor: 401,
  session_over: 401,
  forbidden: 403,
  origin: 403,
  not_found: 404,
  no_such_address: 404,
  wrong_method: 405,
  stale: 409,
  in_flight: 409,
  not_in_this_status: 409,
  already_rated: 409,
  too_late: 409,
  not_open: 409,
  full: 409,
  too_often: 409,
  past_due: 409,
  in_force: 409,
  nothing_changed: 409,
  already_signed_up: 409,
  no_seat: 409,
  overlap: 409,
  sign_up_closed: 409,
  offer_over: 409,
  seats_taken: 409,
  not_settled: 409,
  correction_open: 409,
  too_many_teams: 409,
  team_exists: 409,
  team_full: 409,
  premises_exist: 409,
  person_exists: 409,
  certificate_open: 409,
  notice_running: 409,
  hours_changed: 409,
  words_changed: 409,
  hours_unsound: 409,
  login_taken: 409,
  last_admin: 409,
  second_person: 409,
  link_over: 410,
  too_large: 413,
  unsupported_media: 415,
  wrong_host: 421,
  invalid: 422,
  key_reused: 422,
  outside_city: 422,
  unknown_category: 422,
  unknown_office: 422,
  unknown_answer: 422,
  unknown_photo: 422,
  unruled_words: 422,
  not_a_photo: 422,
  photo_too_big: 422,
  altered: 422,
  heic_unreadable: 422,
  reason_needed: 422,
  office_complained_of: 422,
  reply_needs_photo: 422,
  too_long: 422,
  check_failed: 422,
  too_early: 422,
  no_mail: 409,
  wrong_times: 422,
  unknown_role: 422,
  not_eligible: 422,
  guardian_needed: 422,
  hours_reason: 422,
  hours_beyond_shift: 422,
  unprintable: 422,
  unknown_area: 422,
  no_hours: 422,
  wrong_weights: 422,
  too_much_done: 422,
  wrong_webhook: 422,
  not_sent_before: 409,
  weak_password: 422,
  too_many: 429,
  locked_out: 429,
  unavailable: 503,
  wechat_unset: 503,
  storage_full: 507,
  broken: 500
} as const satisfies Record<string, number>

export type Refusal = keyof typeof refusals

/** Refusals that any door may give, without an endpoint listing them. */
export const always = [
  'unparseable',
  'unsupported_media',
  'too_large',
  'invalid',
  'too_many',
  'wrong_host',
  'unavailable',
  'storage_full',
  'broken'
] as const

export interface Problem {
  type: string
  title: string
  status: number
  code: Refusal
  detail: string
  errors?: { at: string; code: string; detail: string }[]
}

export class Refused extends Error {
  readonly code: Refusal
  /** `detail` of an error where the catalogue has no words for its code: the checker's own. */
  readonly more: {
    errors?: { at: string; code: string; detail?: string }[]
    retryAfterS?: number
    words?: string
    /** Methods that the address has. */
    allow?: readonly string[]
  }
  constructor(code: Refusal, more: Refused['more'] = {}) {
    super(code)
    this.name = 'Refused'
    this.code = code
    this.more = more
  }
}

/** Reads as the sentence it is: `const it = (await find(no)) ?? refuse('not_found')`. */
export function refuse(code: Refusal, more?: Refused['more']): never {
  throw new Refused(code, more)
}
