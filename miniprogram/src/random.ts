import { randomBytes } from './platform'

/** 32 hexadecimal digits that nobody can guess: an idempotency key, the id of something kept on the phone. */
export const randomId = async (): Promise<string> =>
  Array.from(await randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('')
