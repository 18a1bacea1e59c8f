/**
 * Two builds of the same sources, in folders of other names, other time zones and other languages: every byte is the same, in
 * what production runs and in the mini-program. Whoever has the sources can so check what was handed out.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from '#tests/support/source.ts'
import { drill, inHome, NotHere } from './support.ts'

/** What a build is made of, without what earlier ones left. */
function copyTo(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const leftOut = ['.git', '.data', '.cache', 'dist', 'node_modules', 'coverage']
  const parts = readdirSync(root).filter((name) => !leftOut.includes(name))
  execFileSync('cp', ['-R', ...parts.map((name) => join(root, name)), folder])
  rmSync(join(folder, 'miniprogram/dist'), { recursive: true, force: true })
  try {
    execFileSync('cp', ['-al', join(root, 'node_modules'), join(folder, 'node_modules')], { stdio: 'ignore' })
  } catch {
    throw new NotHere('packages cannot be linked into another folder: it takes one file system and GNU cp')
  }
  rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true })
}

async function node(cwd: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(said.slice(-2000))
}

const weapp = `import('./config/setup/builds.mjs').then(({ build }) => build('weapp', { note() {}, end() {} }))`

async function buildIn(folder: string, env: Record<string, string>): Promise<Map<string, string>> {
  copyTo(folder)
  await node(folder, ['config/setup/main.mjs', 'build'], env)
  await node(folder, ['-e', weapp], env)
  const files = ['dist', 'miniprogram/dist/weapp'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  )
  return new Map(
    files.map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')])
  )
}

await drill(async () => {
  const one = await buildIn(inHome('a'), { TZ: 'UTC', LANG: 'en_US.UTF-8' })
  const other = await buildIn(inHome('another', 'and longer'), { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' })
  const differing = [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path))
  return {
    held: differing.length === 0 && one.size > 50,
    figures: { files: one.size, differing: differing.length, broke: differing.slice(0, 8).join(', ') || 0 }
  }
})
