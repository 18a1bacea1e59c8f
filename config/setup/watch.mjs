// Hears that sources were edited. Folders are watched rather than files: many editors save by putting a new file in the old
// one's place, and a watch on the file itself would hear that once and then be deaf.
import { readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

const QUIET_MS = 120
const source = /\.(tsx?|mjs|cjs|js|json|geojson|css|typ|svg)$/
/** Built or fetched, never edited. */
const skipped = ['node_modules', 'dist', '.data']

function foldersBelow(folder) {
  try {
    const below = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !skipped.includes(entry.name)
    )
    return [folder, ...below.flatMap(({ name }) => foldersBelow(join(folder, name)))]
  } catch {
    // It went while it was looked at.
    return []
  }
}

/** Calls `edited` once for every burst of edits below the folders. Answers a function that ends the watch. */
export function watchSources(folders, edited) {
  const watchers = new Map()
  let timer
  const hear = (kind, name) => {
    // A folder may have come or gone.
    if (kind === 'rename') follow()
    if (!name || !source.test(name) || name.startsWith('.')) return
    clearTimeout(timer)
    timer = setTimeout(edited, QUIET_MS)
  }
  const forget = (folder) => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  function follow() {
    const present = new Set(folders.flatMap(foldersBelow))
    for (const folder of watchers.keys()) if (!present.has(folder)) forget(folder)
    for (const folder of present) {
      if (watchers.has(folder)) continue
      const watcher = watch(folder, hear)
      watcher.on('error', () => forget(folder))
      watchers.set(folder, watcher)
    }
  }
  follow()
  return () => {
    clearTimeout(timer)
    for (const folder of [...watchers.keys()]) forget(folder)
  }
}
