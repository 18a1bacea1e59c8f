// npm run bench: the same set-up as the tests, then the measurements. What is given is passed on.
import { readdirSync } from 'node:fs'
import { ensureBrowser } from './browser.mjs'
import { findMongod, startReplicaSet, testDatabase } from './mongod.mjs'
import { bundle, serverEntry } from './bundle.mjs'
import { text } from './messages.mjs'
import { ensurePackages } from './packages.mjs'
import { inData, inRoot } from './places.mjs'
import { launch, node } from './run.mjs'
import { Failure, heading, line } from './say.mjs'

/** By name as the bundler wants it: `tests/bench/children/core` is the file of that name. */
const children = () =>
  Object.fromEntries(
    [
      'tests/bench/kit/probe.ts',
      ...readdirSync(inRoot('tests/bench/children')).map((file) => `tests/bench/children/${file}`)
    ].map((path) => [path.replace(/\.ts$/, ''), path])
  )

/** A million cases take long to fill: the database stays, and the next run goes on. */
async function keptDatabase() {
  const named = process.env.TEST_MONGODB_URI
  if (named) return { uri: named }
  const binary = await findMongod()
  return { binary, ...(await startReplicaSet({ binary, dataDir: inData('bench', 'db') })) }
}

export const bench = (given) =>
  launch(
    async () => {
      heading(text.start.name, text.bench.title)
      await ensurePackages()
      const browser = await ensureBrowser()
      const { uri, binary } = await (given.includes('--full') ? keptDatabase() : testDatabase({ journaled: true }))
      // Everything is measured as the launcher starts the server: bundled, with no compiler beside it.
      const measured = await bundle({ ...serverEntry, ...children() })
      line()
      const { code } = await node(['--import', 'tsx', 'tests/bench/main.ts', ...given], {
        env: {
          TEST_MONGODB_URI: uri,
          CHROMIUM_PATH: browser,
          BENCH_BUNDLED: JSON.stringify(measured),
          ...(binary && { MONGOD_PATH: binary }),
          MALLOC_ARENA_MAX: '2'
        },
        inherit: true
      })
      if (code !== 0) throw new Failure({ what: text.bench.failed(code), fix: [text.bench.failedFix] })
    },
    { interrupted: 130 }
  )
