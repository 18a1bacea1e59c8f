// npm run build: everything that production runs, in dist/. It is made beside the old one and takes its place when it is whole.
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { STAMP, build as buildMiniProgram, demandPacked } from './builds.mjs'
import { bundle, bundleServer } from './bundle.mjs'
import { text } from './messages.mjs'
import { ensurePackages } from './packages.mjs'
import { cacheDir, cityDir, distDir, inRoot, root, weigh } from './places.mjs'
import { launch, node } from './run.mjs'
import { writeSbom } from './sbom.mjs'
import { Failure, heading, ink, line, step, weighing } from './say.mjs'
import { NOTICE, noticeOf } from '../third-party.mjs'

/** Says what a folder holds now. */
const telling = (at, folder) => {
  const { files, bytes } = weigh(folder)
  at.end(text.build.files(files, weighing(bytes)))
}

/** Styles and scripts of the pages, by the same code that bundles them when the server is tried. */
async function writeAssets(folder) {
  const { assets } = await bundle({ assets: 'config/setup/assets.ts' })
  const { code, output } = await node([assets, folder])
  if (code !== 0) throw new Failure({ what: text.build.serverFailed, output: output.slice(-20) })
  demandPacked('pages', JSON.parse(output.at(-1)))
  writeFileSync(join(folder, NOTICE), noticeOf('pages'))
}

async function everything() {
  const partial = join(cacheDir, 'dist')
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  await step(text.builds.h5, (at) => buildMiniProgram('h5', at))
  const isProduct = (path) => !path.endsWith(STAMP)
  cpSync(inRoot('miniprogram', 'dist', 'h5'), join(partial, 'web'), { recursive: true, filter: isProduct })
  await step(text.build.server, async (at) => {
    await bundleServer(partial)
    const [all, web] = [weigh(partial), weigh(join(partial, 'web'))]
    at.end(text.build.files(all.files - web.files, weighing(all.bytes - web.bytes)))
  })
  for (const [label, name, make] of [
    [text.build.assets, 'assets', writeAssets],
    [text.build.city, 'city', (folder) => cpSync(cityDir, folder, { recursive: true })]
  ])
    await step(label, async (at) => {
      await make(join(partial, name))
      telling(at, join(partial, name))
    })
  await step(text.build.sbom, (at) => {
    const written = writeSbom()
    writeFileSync(join(partial, 'sbom.cdx.json'), written)
    at.end(text.build.files(1, weighing(Buffer.byteLength(written))))
  })
  rmSync(distDir, { recursive: true, force: true })
  renameSync(partial, distDir)
}

export const build = () =>
  launch(
    async () => {
      heading(text.start.name, text.build.title)
      await ensurePackages()
      await everything()
      line()
      line(`  ${ink.good('✓')} ${text.build.done(relative(root, distDir), weighing(weigh(distDir).bytes))}`)
      line(`    ${ink.dim(text.build.next)}`)
      line()
    },
    { interrupted: 130 }
  )
