/** How passwords of staff are kept. */
import { hash, verify } from '@node-rs/argon2'

/** A keyboard that writes full width, or puts accents together otherwise, writes the same password. */
const plain = (password: string): string => password.normalize('NFKC')

/** OWASP's argon2id floor: 19 MiB, two passes. */
export const hashPassword = (password: string): Promise<string> =>
  hash(plain(password), { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

export const verifyPassword = (hashed: string, password: string): Promise<boolean> => verify(hashed, plain(password))
