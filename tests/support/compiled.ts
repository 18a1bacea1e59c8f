/** What tests have made once a run: programs compiled as one file each, and the styles and islands of the pages. */
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAssets } from '#server/web/frame/build.ts'
import { root } from './source.ts'

interface Bundler {
  bundle(entries: Record<string, string>, to: string): Promise<Record<string, string>>
}

/** Below node_modules, so that packages are found from there; taken away after the run. */
const folder = join(root, 'node_modules/.cache/suishoupai-tests', process.env.TEST_RUN ?? String(process.pid))
const ofWorker = (name: string): string => join(folder, `${name}-${process.env.VITEST_POOL_ID ?? 0}`)

const programs = new Map<string, Promise<string>>()
async function compile(path: string): Promise<string> {
  // The launcher is plain JavaScript without types.
  const { bundle } = (await import(new URL('../../config/setup/bundle.mjs', import.meta.url).href)) as Bundler
  const { program = '' } = await bundle({ program: path }, ofWorker(path.replace(/\W+/g, '-')))
  return program
}

/** A TypeScript program, by its path from the root, as one file: compiled file by file it starts three times slower. */
export function compiled(path: string): Promise<string> {
  const made = programs.get(path) ?? compile(path)
  programs.set(path, made)
  return made
}

/** The folder of styles and islands; whichever worker comes first makes it. */
export async function assets(): Promise<string> {
  const made = join(folder, 'assets')
  if (existsSync(made)) return made
  const mine = ofWorker('assets')
  await writeAssets(mine)
  // Another worker may have been quicker; its files are the same.
  await rename(mine, made).catch(() => rm(mine, { recursive: true, force: true }))
  return made
}
