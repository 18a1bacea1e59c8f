/**
 * Styles and islands: every file in islands/ is one bundle, each style sheet named below another. Names carry a hash of
 * what is inside, so that a browser may keep them for a year and never shows an old one. `npm run build` writes them into
 * a folder; a server that has no such folder bundles them when it starts, and only then needs the bundler.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { lightColour, type Colour } from '#shared/design-tokens.ts'
import type { Asset, Assets } from './site.ts'

/** Files by their hashed names, and the hashed name of each bundle by the plain name that pages ask for. */
interface Bundled {
  files: Map<string, Buffer>
  names: Map<string, string>
  /** Places of the packages that scripts and styles have code of: `node_modules/leaflet`. */
  packages?: string[]
}

const styles = { portal: 'style/portal.css', desk: 'style/desk/index.css' } as const
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8'
}
/** Strangers read and run them: served as they were written, by their plain names. */
const programs = {
  'verify.mjs': 'islands/parts/verify.mjs',
  'recompute.mjs': 'islands/parts/recompute.mjs'
} as const
/** In the folder of a build: under which licences others' code is in it. */
const noticeFile = 'third-party.txt'
/** In the folder of a build: `names` as JSON. */
const namesFile = 'names.json'

/** What is bundled, by the name pages ask for. */
const entriesBelow = (here: string): Map<string, string> =>
  new Map([
    ...Object.entries(styles).map(([name, path]) => [`${name}.css`, join(here, path)] as const),
    ...readdirSync(join(here, 'islands'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`${basename(file, '.ts')}.js`, join(here, 'islands', file)] as const)
  ])

const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="${lightColour('brand')}" d="M3 18V3h15v5H8v10zM29 14v15H14v-5h10V14z"/><circle fill="${lightColour('seal')}" cx="16" cy="16" r="4.5"/></svg>`

/** The mark on its paper, or on the deep ground of a viewfinder, as large as whoever asks wants it. */
async function drawn(width: number, height: number, share: number, ground: Colour, onDeep = false): Promise<Buffer> {
  const size = Math.round(height * share)
  const svg = onDeep ? mark.replace(lightColour('brand'), lightColour('on-deep')) : mark
  return sharp({ create: { width, height, channels: 3, background: lightColour(ground) } })
    .composite([{ input: await sharp(Buffer.from(svg)).resize(size, size).png().toBuffer() }])
    .png()
    .toBuffer()
}

/** An icon file of one PNG: twenty-two bytes of directory before it. */
function ico(png: Buffer, side: number): Buffer {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(1, 4)
  head.writeUInt8(side, 6)
  head.writeUInt8(side, 7)
  head.writeUInt16LE(1, 10)
  head.writeUInt16LE(32, 12)
  head.writeUInt32LE(png.length, 14)
  head.writeUInt32LE(head.length, 18)
  return Buffer.concat([head, png])
}

/** What browsers, phones and chats ask for by a name that does not change with what is inside. */
export const fixedNames = ['favicon.ico', 'apple-touch-icon.png', 'card.png'] as const
const fixed = async (): Promise<Readonly<Record<(typeof fixedNames)[number], Buffer>>> => ({
  'favicon.ico': ico(await drawn(32, 32, 1, 'surface'), 32),
  'apple-touch-icon.png': await drawn(180, 180, 0.62, 'surface'),
  'card.png': await drawn(1200, 630, 0.5, 'deep', true)
})

const namedForGood: ReadonlySet<string> = new Set([...Object.keys(programs), noticeFile, ...fixedNames])

let bundler: { stop(): Promise<void> } | undefined
/** The bundler keeps a process beside this one; a server that has its pages needs it no more. */
export const letBundlerGo = async (): Promise<void> => bundler?.stop()

/** Bundles into memory; nothing is written to disk. */
async function bundle(): Promise<Bundled> {
  const { build, stop } = await import('esbuild')
  bundler = { stop }
  const here = resolve(dirname(fileURLToPath(import.meta.url)), '..')
  const wanted = entriesBelow(here)
  const { outputFiles, metafile } = await build({
    entryPoints: [...wanted].map(([name, path]) => ({ in: path, out: basename(name, extname(name)) })),
    outdir: join(here, 'dist'),
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    splitting: true,
    // The script that checks records is a command too; a browser never comes there.
    external: ['node:*'],
    format: 'esm',
    // Phones of four years ago: scripts need modules and nothing newer, styles get `inset` and the like spelled out.
    target: ['es2020', 'chrome80', 'safari13', 'firefox78'],
    // Wrongly counted as missing in all of them for the sake of one bug that we do not meet.
    supported: { destructuring: true },
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent'
  })
  const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)]))
  const names = new Map<string, string>()
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    for (const [name, source] of wanted)
      if (entryPoint && resolve(entryPoint) === source) names.set(name, basename(path))
  }
  const markName = `mark-${createHash('sha256').update(mark).digest('hex').slice(0, 8)}.svg`
  files.set(markName, Buffer.from(mark))
  names.set('mark.svg', markName)
  for (const [name, bytes] of Object.entries(await fixed())) files.set(name, Buffer.from(bytes))
  for (const [name, path] of Object.entries(programs)) {
    files.set(name, await readFile(join(here, path)))
    names.set(name, name)
  }
  return { files, names, packages: packagesOf(Object.keys(metafile.inputs)) }
}

const packagesOf = (paths: readonly string[]): string[] => [
  ...new Set(paths.flatMap((path) => /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []))
]

async function read(folder: string): Promise<Bundled> {
  const names = new Map(
    Object.entries(JSON.parse(await readFile(join(folder, namesFile), 'utf8')) as Record<string, string>)
  )
  const files = new Map<string, Buffer>()
  for (const file of readdirSync(folder)) if (file !== namesFile) files.set(file, await readFile(join(folder, file)))
  return { files, names }
}

/** Bundles into a folder, from which a server takes them. Answers the places of the packages whose code is in it. */
export async function writeAssets(folder: string): Promise<string[]> {
  const { files, names, packages = [] } = await bundle()
  await letBundlerGo()
  await mkdir(folder, { recursive: true })
  for (const [name, body] of files) await writeFile(join(folder, name), body)
  await writeFile(join(folder, namesFile), JSON.stringify(Object.fromEntries(names), null, 2))
  return packages
}

/** The assets that lie in a folder, or, without one, bundled now. */
export async function openAssets(folder?: string): Promise<Assets> {
  const { files, names } = folder ? await read(folder) : await bundle()
  const assets = new Map<string, Asset>(
    [...files].map(([name, body]) => [
      name,
      { body, type: types[extname(name)] ?? '', forever: !namedForGood.has(name) }
    ])
  )
  return {
    url(name) {
      const hashed = names.get(name)
      if (!hashed) throw new Error(`no bundle is named ${name}`)
      return `/assets/${hashed}`
    },
    at: (path) => assets.get(path)
  }
}
