// npm run serve: what `npm run build` made, against the database that MONGODB_URI names. It looks first, then becomes the
// server: no second process stands beside it, so signals and the exit code are the server's own.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { mongoDriver } from './driver.mjs'
import { text } from './messages.mjs'
import { examineDatabase } from './named-database.mjs'
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
  const uri = process.env.MONGODB_URI
  if (!uri)
    throw new Failure({ what: text.serve.noDatabase, fix: [text.serve.noDatabaseFix, text.serve.noDatabaseTry] })
  if (!existsSync(program))
    throw new Failure({ what: text.serve.notBuilt(relative(root, distDir)), fix: [text.serve.notBuiltFix] })
  demandPackages()
  await examineDatabase(uri)
}

export async function serve() {
  try {
    await look()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    failure(error)
    process.exitCode = 1
    return
  }
  // Demo accounts have a password that everybody knows: here they are for those who ask for them.
  process.env.DEMO = process.env.DEMO || '0'
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(program).href)
}
