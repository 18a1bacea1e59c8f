/** Structured logs; nothing personal: no bodies, no tokens, no codes, no addresses beyond the path. */
import pino from 'pino'

export type Log = pino.Logger

const codeOf = (error: object): string | number | undefined => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' || typeof code === 'number' ? code : undefined
}

/**
 * What is said of an error: what it is, and what it was caused by. What else hangs on one may be anything: a request that cannot be
 * parsed hangs there as it came, with token and password.
 */
export function plainError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? undefined : error
  const { name, message, stack, cause } = error
  const code = codeOf(error)
  return {
    type: name,
    message,
    ...(code !== undefined && { code }),
    stack,
    ...(cause !== undefined && depth < 3 && { cause: plainError(cause, depth + 1) })
  }
}

const secrets = new Set(['password', 'code', 'refresh', 'access', 'phone'])
/** Without what nobody may read; an error, whose code says what went wrong, is written by the function above. */
const censored = (said: Record<string, unknown>, depth = 0): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(said).map(([name, value]) => {
      if (secrets.has(name)) return [name, '***']
      const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
      return [name, isPlain && depth < 3 ? censored(value as Record<string, unknown>, depth + 1) : value]
    })
  )

export const makeLog = (level: string, to?: pino.DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => plainError(error) },
      formatters: { log: (said) => censored(said) }
    },
    to ?? pino.destination(1)
  )
