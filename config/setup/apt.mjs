// Debian and Ubuntu: installing system packages when we may, that is as root or with a sudo that asks no password.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from './messages.mjs'
import { run } from './run.mjs'

const doings = { Get: text.apt.downloading, Hit: text.apt.checking, Unpacking: text.apt.unpacking }
const can = async (command, args, options) => (await run(command, args, options)).code === 0

/** The words before a command that make it run as root, or null when that is not possible here. */
async function asRoot() {
  if (process.platform !== 'linux' || !(await can('apt-get', ['--version']))) return null
  if (process.getuid() === 0) return []
  return (await can('sudo', ['-n', 'true'])) ? ['sudo', '-n'] : null
}

export const aptCommand = (packages) =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`

/** Installs packages, saying where it is. Answers { tried, ok, output }. */
export async function aptInstall(at, packages) {
  const prefix = await asRoot()
  if (!prefix) return { tried: false, ok: false, output: [] }
  const apt = (...args) => {
    const [command, ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...args
    ]
    return run(command, rest, {
      onLine(said) {
        const [, verb, what] = /^(Get|Unpacking|Setting up|Hit)\S*\s+(?:\S+:\/\/\S+\s+)?(\S+)/.exec(said) ?? []
        if (verb) at.note(`${doings[verb] ?? text.apt.settingUp} ${what}`)
      }
    })
  }
  at.note(text.apt.refreshing)
  await apt('update')
  const { code, output } = await apt('install', '-y', '--no-install-recommends', ...packages)
  return { tried: true, ok: code === 0, output: output.slice(-15) }
}

/** Debian's packages unpacked into a folder of ours; nothing is installed. Answers whether they are there. */
export async function unpackedFrom(at, folder, packages) {
  if (process.platform !== 'linux' || !(await can('dpkg', ['--version']))) return false
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  at.note(text.apt.downloading)
  const download = () => can('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', ...packages], { cwd: partial })
  // Lists of an old image name packages that are gone.
  if (!(await download()) && !((await can('apt-get', ['update'])) && (await download()))) return false
  for (const name of readdirSync(partial)) if (!(await can('dpkg', ['-x', join(partial, name), partial]))) return false
  rmSync(folder, { recursive: true, force: true })
  renameSync(partial, folder)
  return true
}
