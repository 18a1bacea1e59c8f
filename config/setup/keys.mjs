// npm run keys: which key the database was made with; -- rotate changes it, -- replace --lost goes on without the old one. The
// words are the program's own.
import { text } from './messages.mjs'
import { uriFor } from './named-database.mjs'
import { dataDir } from './places.mjs'
import { database, program } from './program.mjs'
import { launch, node } from './run.mjs'
import { Failure, heading, line } from './say.mjs'

export const keys = (given) =>
  launch(
    async () => {
      heading(text.start.name, text.keys.title)
      const env = { ...uriFor(await database()), DATA_DIR: dataDir }
      const { code, output } = await node([await program(), 'keys', ...given], { env })
      if (code !== 0) throw new Failure({ what: text.keys.failed, output: output.slice(-20) })
      for (const said of output) line(`  ${said}`)
    },
    { interrupted: 130 }
  )
