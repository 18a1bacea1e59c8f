// Finds Debian's nginx for the drills: the one that is installed, one fetched earlier, or the package unpacked into .data/bin. Nothing is installed.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from './messages.mjs'
import { binDir } from './places.mjs'
import { run } from './run.mjs'
import { step } from './say.mjs'

const packages = ['nginx', 'nginx-common']
const folder = join(binDir, 'nginx')

const runs = async (program) => (await run(program, ['-v'])).code === 0

async function fetched(at) {
  if (process.platform !== 'linux' || (await run('dpkg', ['--version'])).code !== 0) return false
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  at.note(text.apt.downloading)
  const download = () => run('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', ...packages], { cwd: partial })
  // Lists of an old image name packages that are gone.
  if (
    (await download()).code !== 0 &&
    !((await run('apt-get', ['update'])).code === 0 && (await download()).code === 0)
  )
    return false
  for (const name of readdirSync(partial))
    if ((await run('dpkg', ['-x', join(partial, name), partial])).code !== 0) return false
  rmSync(folder, { recursive: true, force: true })
  renameSync(partial, folder)
  return runs(join(folder, 'usr/sbin/nginx'))
}

/** Answers { program, settings }, the program and Debian's folder of its settings, or undefined where there is none to be had. */
export function findNginx() {
  return step(text.nginx.step, async (at) => {
    const here = { program: join(folder, 'usr/sbin/nginx'), settings: join(folder, 'etc/nginx') }
    const found = [{ program: '/usr/sbin/nginx', settings: '/etc/nginx' }, here].filter(({ program, settings }) =>
      [program, join(settings, 'nginx.conf')].every(existsSync)
    )
    for (const one of found) if (await runs(one.program)) return one
    if (await fetched(at)) return here
    at.aside(text.nginx.none)
    return undefined
  })
}
