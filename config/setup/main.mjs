// The first file of every command: `node config/setup/main.mjs start`. It looks at Node's version before anything else, and
// only then reads the rest, so it keeps to what an old Node can read.
import { readFileSync } from 'fs'
import { text } from './messages.mjs'

/** Where each command stands: the file, which exports a function of the command's name. */
const commands = {
  start: './start.mjs',
  test: './test.mjs',
  bench: './bench.mjs',
  build: './build.mjs',
  serve: './serve.mjs',
  migrate: './migrate.mjs',
  keys: './keys.mjs',
  admin: './admin.mjs',
  backup: './backup.mjs',
  restore: './backup.mjs',
  'photos-move': './backup.mjs',
  verify: './verify.mjs',
  drill: './drill.mjs',
  sbom: './sbom.mjs',
  reset: './data.mjs',
  logs: './data.mjs',
  disk: './data.mjs'
}

const engines = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).engines
const wanted = engines.node.replace(/^\D+/, '')
const found = process.versions.node

function isOlder(version, than) {
  const [major, minor] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = than.split('.').map(Number)
  return major < leastMajor || (major === leastMajor && minor < leastMinor)
}

function refuse(lines) {
  process.stderr.write(`\n  ${lines.join('\n  ')}\n\n`)
  process.exitCode = 1
}

/** `photos-move` is the function `photosMove`. */
const called = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())

const [name, ...given] = process.argv.slice(2)
if (isOlder(found, wanted)) refuse([text.node.tooOld(found, wanted), text.node.fix])
else if (!Object.keys(commands).includes(name))
  refuse([text.node.unknownCommand(name, Object.keys(commands).join(' '))])
else void import(commands[name]).then((file) => file[called(name)](given))
