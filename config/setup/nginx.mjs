// Finds Debian's nginx for the drills: the one that is installed, one fetched earlier, or the package unpacked into .data/bin. Nothing is installed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { unpackedFrom } from './apt.mjs'
import { text } from './messages.mjs'
import { binDir } from './places.mjs'
import { run } from './run.mjs'
import { step } from './say.mjs'

const packages = ['nginx', 'nginx-common']
const folder = join(binDir, 'nginx')

const runs = async (program) => (await run(program, ['-v'])).code === 0

/** Answers { program, settings }, the program and Debian's folder of its settings, or undefined where there is none to be had. */
export function findNginx() {
  return step(text.nginx.step, async (at) => {
    const here = { program: join(folder, 'usr/sbin/nginx'), settings: join(folder, 'etc/nginx') }
    const found = [{ program: '/usr/sbin/nginx', settings: '/etc/nginx' }, here].filter(({ program, settings }) =>
      [program, join(settings, 'nginx.conf')].every(existsSync)
    )
    for (const one of found) if (await runs(one.program)) return one
    if ((await unpackedFrom(at, folder, packages)) && (await runs(here.program))) return here
    at.aside(text.nginx.none)
    return undefined
  })
}
