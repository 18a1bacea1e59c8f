// What the launchers keep on disk: emptying the demo, showing the logs, saying what weighs how much.
import { readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
import { claimData } from './claim.mjs'
import { text } from './messages.mjs'
import { binDir, cacheDir, dataDir, distDir, inData, inRoot, logs as logFiles, root, weigh } from './places.mjs'
import { launch } from './run.mjs'
import { Failure, heading, ink, line, table, weighing } from './say.mjs'

const SHOWN_LINES = 40

/** A path as a person standing in the project would name it. */
export const shown = (path) => (path.startsWith(root) ? relative(root, path) : path)

const bytesOf = (paths) => paths.reduce((sum, path) => sum + weigh(path).bytes, 0)

/** What was drawn: the database and the photos. The database program, the keys and the logs are not. */
const drawn = [inData('mongo'), inData('photos')]

/** Takes away what the demo drew. The data folder must be claimed, so that no server stands on it. */
export function dropDemo() {
  if (process.env.MONGODB_URI || process.env.MONGODB_URI_FILE)
    throw new Failure({ what: text.data.notOurs, fix: [text.data.notOursFix, text.data.notOursDrop] })
  const bytes = bytesOf(drawn)
  for (const path of drawn) rmSync(path, { recursive: true, force: true })
  line(`  ${ink.good('✓')} ${bytes ? text.data.reset(weighing(bytes)) : text.data.nothing}`)
}

export const reset = () =>
  launch(
    async () => {
      heading(text.start.name, text.data.resetTitle)
      await claimData()
      dropDemo()
      line()
    },
    { interrupted: 130 }
  )

export const logs = () =>
  launch(
    () => {
      heading(text.start.name, text.data.logsTitle)
      const rows = Object.values(logFiles)
        .map((path) => [shown(path), weigh(path)])
        .filter(([, { files }]) => files)
        .map(([path, { bytes }]) => [path, weighing(bytes)])
      if (rows.length === 0) return line(`    ${text.data.noLogs(shown(dataDir))}`)
      table(rows, { style: { 0: ink.place } })
      if (!weigh(logFiles.server).files) return line()
      line()
      line(`    ${ink.dim(text.data.logHint)}`)
      line()
      for (const said of readFileSync(logFiles.server, 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES)) line(said)
    },
    { interrupted: 130 }
  )

export const disk = () =>
  launch(
    () => {
      const { rows: names, byHand, byReset } = text.data
      heading(text.start.name, text.data.diskTitle)
      const places = [
        [names.packages, [inRoot('node_modules')], byHand],
        [names.program, [binDir], byHand],
        [names.database, [inData('mongo')], byReset],
        [names.photos, [inData('photos')], byReset],
        [names.logs, Object.values(logFiles), byHand],
        [names.web, [inRoot('miniprogram', 'dist')], byHand],
        [names.production, [distDir], byHand],
        [names.caches, [cacheDir], byHand]
      ]
      const rows = places.map(([what, paths, how]) => [
        what,
        weighing(bytesOf(paths)),
        paths.map(shown).join(' '),
        ink.dim(how)
      ])
      const all = bytesOf(places.flatMap(([, paths]) => paths))
      table([...rows, [text.data.total, weighing(all), '', '']], {
        head: [text.data.what, text.data.size, text.data.where, text.data.takenBy]
      })
      line()
    },
    { interrupted: 130 }
  )
