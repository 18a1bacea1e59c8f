// The server in one file: TypeScript is compiled once before the start instead of file by file during it, and no compiler
// stays beside the running server. What a module finds beside itself (templates, styles, workers) stays where it is.
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot } from './places.mjs'

/** Below node_modules, so that packages are found from there. */
const folder = inRoot('node_modules', '.cache', 'suishoupai')

/** Every module keeps the address that it was written at. */
const ownAddress = {
  name: 'own-address',
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!source.includes('import.meta.')) return undefined
      return {
        loader: path.endsWith('x') ? 'tsx' : 'ts',
        contents: source
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      }
    })
  }
}

/** Compiles entry files below the root, by name, each into one file of that name; answers where they lie. */
export async function bundle(entries) {
  const { build, stop } = await import('esbuild')
  await build({
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: inRoot(path), out })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'silent',
    plugins: [ownAddress]
  })
  await stop()
  return Object.fromEntries(Object.keys(entries).map((name) => [name, `${folder}/${name}.mjs`]))
}

export const serverEntry = { server: 'server/main.ts' }

/** By which a server is known among processes, bundled or as it lies there. */
export const isServer = (command) => command.includes(serverEntry.server) || command.includes(`${folder}/server.mjs`)
