// Where things are. DATA_DIR moves everything the program keeps, for instance onto a mounted volume.
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const inRoot = (...parts) => join(root, ...parts)

export const dataDir = resolve(root, process.env.DATA_DIR ?? '.data')
export const inData = (...parts) => join(dataDir, ...parts)
export const binDir = inData('bin')
export const logs = {
  server: inData('server.log'),
  previous: inData('server.previous.log'),
  database: inData('mongo.log')
}

/** What `npm run build` makes, and the city that it carries along. */
export const distDir = inRoot('dist')
export const cityDir = inRoot('config', 'demo-city', 'data')
/** Caches of the checks: they may be deleted at any time. */
export const cacheDir = inRoot('.cache')

/** How many files lie at a path and what they weigh; 0 where nothing is. */
export function weigh(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return { files: 0, bytes: 0 }
  if (!found.isDirectory()) return { files: 1, bytes: found.size }
  const parts = readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.isSymbolicLink())
    .map(({ name }) => weigh(join(path, name)))
  return {
    files: parts.reduce((sum, { files }) => sum + files, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0)
  }
}
