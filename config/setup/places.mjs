// Where things are. DATA_DIR moves everything the program keeps, for instance onto a mounted volume.
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const dataDir = resolve(root, process.env.DATA_DIR ?? '.data')
export const binDir = join(dataDir, 'bin')
export const inRoot = (...parts) => join(root, ...parts)
