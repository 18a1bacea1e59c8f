export const city = {
  /** How soon a matter has to be seen to, as the city's standard names it. */
  urgencies: ['即办', '限办', '急办']
} as const
