// What a command that works on the data runs, and on which database: the built program where there are no sources to bundle,
// and the database of MONGODB_URI, or our own.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { claimData, isRunning } from './claim.mjs'
import { examineDatabase, namedUri } from './named-database.mjs'
import { distDir, inData, inRoot } from './places.mjs'

export async function program() {
  if (!existsSync(inRoot('server/main.ts'))) return join(distDir, 'server.mjs')
  const [{ ensurePackages }, { bundle, serverEntry }] = await Promise.all([
    import('./packages.mjs'),
    import('./bundle.mjs')
  ])
  await ensurePackages()
  return (await bundle(serverEntry)).server
}

const named = (uri) => uri.replace('/?', '/suishoupai?')

/** `beside` a running server, for what may be done while it works. */
export async function database({ beside = false } = {}) {
  const given = namedUri()
  if (given) {
    await examineDatabase(given)
    return given
  }
  const { findMongod, startReplicaSet } = await import('./mongod.mjs')
  if (beside && (await isRunning()))
    return named(`mongodb://127.0.0.1:${readFileSync(inData('mongo.port'), 'utf8').trim()}/?replicaSet=rs0`)
  await claimData()
  const { uri } = await startReplicaSet({ binary: await findMongod(), dataDir: inData('mongo') })
  return named(uri)
}
