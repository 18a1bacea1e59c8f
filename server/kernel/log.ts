/** Structured logs; nothing personal: no bodies, no tokens, no codes, no addresses beyond the path. */
import pino from 'pino'

export type Log = pino.Logger
export const makeLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.password', '*.code', '*.refresh', '*.access', '*.phone'], censor: '***' }
  })
