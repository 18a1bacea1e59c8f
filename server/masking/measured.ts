/** How well the rules find things, as the moderator reads it; a test measures anew, and fails where this is no longer true. */
export const measured = {
  /** The day of the measurement. */
  on: '2026-11-30',
  texts: 4000,
  recall: 0.992,
  precision: 0.999,
  /** Telephones, ID numbers and plates alone. */
  numbers: { recall: 0.999, precision: 0.999 }
} as const
