/**
 * What becomes of a notice on its way to a person or a group: by which channel, in which state, and why it did not arrive.
 * Codes only; the words are in locales/deliveries.ts.
 */
/** Why a message was not taken, as far as whoever sends can tell. */
export const sendFailures = [
  // Nobody answers, or not in time, or not now.
  'unreachable',
  'timeout',
  'busy',
  // Our own settings: account, sender, template, balance.
  'sign_in',
  'sender',
  'template',
  'balance',
  'not_set_up',
  // The other side's rules.
  'too_many',
  'refused',
  'blocked',
  'no_such_address',
  'mailbox_full',
  // Where it was to go.
  'private_network',
  'redirected',
  'bad_answer'
] as const
export type SendFailure = (typeof sendFailures)[number]
