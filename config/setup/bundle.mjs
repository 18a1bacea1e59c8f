// The server in one file: TypeScript is compiled once before the start instead of file by file during it, and no compiler
// stays beside the running server. For trying, what a module finds beside itself (templates, styles, workers) stays where it
// is; for production it is carried along, so that the folder is whole by itself.
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { text } from './messages.mjs'
import { inRoot } from './places.mjs'
import { Failure } from './say.mjs'

/** Below node_modules, so that packages are found from there. */
const folder = inRoot('node_modules', '.cache', 'suishoupai')

const options = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  jsx: 'automatic',
  sourcemap: true,
  logLevel: 'silent'
}

/** A step of the bundler that rewrites the source of the modules which ask where they stand. */
const rewriting = (name, rewrite) => ({
  name,
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!source.includes('import.meta.')) return undefined
      return { loader: path.endsWith('x') ? 'tsx' : 'ts', contents: await rewrite(source, path) }
    })
  }
})

/** Every module keeps the address that it was written at. */
const ownAddress = rewriting('own-address', (source, path) =>
  source
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
)

/** Compiles entry files below the root, by name, each into one file of that name; answers where they lie. `to` is below node_modules. */
export async function bundle(entries, to = folder) {
  const { build, stop } = await import('esbuild')
  await build({
    ...options,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: inRoot(path), out })),
    outdir: to,
    plugins: [ownAddress]
  })
  await stop()
  return Object.fromEntries(Object.keys(entries).map((name) => [name, `${to}/${name}.mjs`]))
}

export const serverEntry = { server: 'server/main.ts' }

/** By which a server is known among processes, bundled or as it lies there. */
export const isServer = (command) => command.includes(serverEntry.server) || command.includes(`${folder}/server.mjs`)

/** Packages that only a server without its build asks for: it bundles its styles and scripts itself. */
const neverInBuild = ['esbuild']
const packageOf = (path) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path

async function demandInstalled(metafiles) {
  const { dependencies, optionalDependencies } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'))
  const installed = { ...dependencies, ...optionalDependencies }
  const asked = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap(({ imports }) => imports))
  const missing = asked
    .filter(({ path, external }) => external && !isBuiltin(path))
    .map(({ path }) => packageOf(path))
    .filter((name) => !(name in installed) && !neverInBuild.includes(name))
  if (missing.length === 0) return
  throw new Failure({
    what: text.build.notInstalled([...new Set(missing)].join(text.list)),
    fix: [text.build.notInstalledFix]
  })
}

/**
 * The server for production, in `to`: one program, and beside it the templates and workers that its modules name by
 * `new URL('./name', import.meta.url)`. Fails when it asks for a package that a production install does not bring.
 */
export async function bundleServer(to) {
  const { build, stop } = await import('esbuild')
  const carried = new Map()
  const neighbours = rewriting('neighbours', (source, path) =>
    source.replace(/new URL\('(\.{1,2}\/[^']+)', import\.meta\.url\)/g, (_, name) => {
      const from = resolve(dirname(path), name)
      const as = basename(from)
      if ((carried.get(as) ?? from) !== from)
        throw new Failure({ what: text.build.sameName(as), fix: [text.build.sameNameFix] })
      carried.set(as, from)
      return `new URL('./${as}', import.meta.url)`
    })
  )
  const metafiles = []
  const compile = async (entryPoints, more) => {
    const { metafile } = await build({ ...options, entryPoints, outdir: to, metafile: true, ...more })
    metafiles.push(metafile)
  }
  try {
    await mkdir(to, { recursive: true })
    await compile([{ in: inRoot(serverEntry.server), out: 'server' }], {
      plugins: [neighbours],
      define: { BUILT: 'true' }
    })
    const files = [...carried.values()]
    const workers = files.filter((path) => path.endsWith('.mjs'))
    await compile(workers, { outbase: undefined, entryNames: '[name]', splitting: false })
    for (const path of files) if (!workers.includes(path)) await copyFile(path, join(to, basename(path)))
  } catch (error) {
    if (!error.errors) throw error
    throw new Failure({
      what: text.build.serverFailed,
      output: error.errors.map(({ text: words }) => words).slice(0, 20)
    })
  } finally {
    await stop()
  }
  await demandInstalled(metafiles)
}
