// npm run serve: what `npm run build` made, against the database that MONGODB_URI names. It looks first, then becomes the
// server: no second process stands beside it, so signals and the exit code are the server's own. With -- --check-config the
// settings are shown and judged, and nothing starts.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { mongoDriver } from './driver.mjs'
import { text } from './messages.mjs'
import { examineDatabase, namedUri } from './named-database.mjs'
import { distDir, root } from './places.mjs'
import { Failure, failure } from './say.mjs'

const program = join(distDir, 'server.mjs')

function demandPackages() {
  try {
    mongoDriver()
  } catch {
    throw new Failure({ what: text.serve.noPackages, fix: [text.serve.noPackagesFix] })
  }
}

async function look() {
  const uri = namedUri()
  if (!uri)
    throw new Failure({ what: text.serve.noDatabase, fix: [text.serve.noDatabaseFix, text.serve.noDatabaseTry] })
  demandBuild()
  await examineDatabase(uri)
}

function demandBuild() {
  if (!existsSync(program))
    throw new Failure({ what: text.serve.notBuilt(relative(root, distDir)), fix: [text.serve.notBuiltFix] })
  demandPackages()
}

export async function serve(given) {
  const checking = given.includes('--check-config')
  try {
    if (checking) demandBuild()
    else await look()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    failure(error)
    process.exitCode = 1
    return
  }
  process.argv.splice(2, Infinity, ...(checking ? ['check-config'] : []))
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(program).href)
}
