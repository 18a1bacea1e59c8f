/**
 * Styles and islands, bundled when the server starts: every file in islands/ is one bundle, each style sheet named below
 * another. Names carry a hash of what is inside, so that a browser may keep them for a year and never shows an old one.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, stop } from 'esbuild'
import { lightColour } from '#shared/design-tokens.ts'
import type { Asset, Assets } from './site.ts'

const here = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const out = join(here, 'dist')
const styles = { portal: 'style/portal.css', desk: 'style/desk/index.css' } as const

/** What is bundled, by the name pages ask for. */
const entries = (): Map<string, string> =>
  new Map([
    ...Object.entries(styles).map(([name, path]) => [`${name}.css`, join(here, path)] as const),
    ...readdirSync(join(here, 'islands'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`${basename(file, '.ts')}.js`, join(here, 'islands', file)] as const)
  ])

const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="${lightColour('brand')}" d="M3 18V3h15v5H8v10zM29 14v15H14v-5h10V14z"/><circle fill="${lightColour('seal')}" cx="16" cy="16" r="4.5"/></svg>`

/** The bundler keeps a process beside this one; a server that has its pages needs it no more. */
export const letBundlerGo = (): Promise<void> => stop()

/** Bundles into memory; nothing is written to disk. */
export async function buildAssets(): Promise<Assets> {
  const wanted = entries()
  const { outputFiles, metafile } = await build({
    entryPoints: [...wanted].map(([name, path]) => ({ in: path, out: basename(name, extname(name)) })),
    outdir: out,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    splitting: true,
    format: 'esm',
    // Phones of four years ago: scripts need modules and nothing newer, styles get `inset` and the like spelled out.
    target: ['es2020', 'chrome80', 'safari13', 'firefox78'],
    // Wrongly counted as missing in all of them for the sake of one bug that we do not meet.
    supported: { destructuring: true },
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent'
  })
  const files = new Map<string, Asset>(
    outputFiles.map(({ path, contents }) => [
      basename(path),
      {
        body: Buffer.from(contents),
        type: path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
        forever: true
      }
    ])
  )
  const names = new Map<string, string>()
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    for (const [name, source] of wanted)
      if (entryPoint && resolve(entryPoint) === source) names.set(name, basename(path))
  }
  const markName = `mark-${createHash('sha256').update(mark).digest('hex').slice(0, 8)}.svg`
  files.set(markName, { body: Buffer.from(mark), type: 'image/svg+xml', forever: true })
  names.set('mark.svg', markName)
  return {
    url(name) {
      const hashed = names.get(name)
      if (!hashed) throw new Error(`no bundle is named ${name}`)
      return `/assets/${hashed}`
    },
    at: (path) => files.get(path)
  }
}
