// npm run admin: accounts of staff from the server's own command line, also while it runs. The words are the program's own.
//   npm run admin -- create LOGIN --name NAME [--office OFFICE] [--role admin]    invite LOGIN    reset LOGIN    list [--all]
import { text } from './messages.mjs'
import { uriFor } from './named-database.mjs'
import { dataDir } from './places.mjs'
import { database, program } from './program.mjs'
import { launch, node } from './run.mjs'
import { Failure, heading, line } from './say.mjs'

export const admin = (given) =>
  launch(
    async () => {
      heading(text.start.name, text.admin.title)
      const env = { ...uriFor(await database({ beside: true })), DATA_DIR: dataDir }
      const { code, output } = await node([await program(), 'admin', ...given], { env })
      if (code !== 0) throw new Failure({ what: text.admin.failed, output: output.slice(-20) })
      for (const said of output) line(`  ${said}`)
    },
    { interrupted: 130 }
  )
