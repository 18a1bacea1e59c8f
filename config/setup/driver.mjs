// MongoDB's driver, the very one that the server uses: it is mongoose's own, wherever npm has put it.
import { createRequire } from 'node:module'

export function mongoDriver() {
  const mongoose = createRequire(import.meta.url).resolve('mongoose')
  return createRequire(mongoose)('mongodb')
}
