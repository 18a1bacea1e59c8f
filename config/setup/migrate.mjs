// npm run migrate: counts what the start of this version would change in the stored data; with -- --commit it is changed.
// The database is the one of MONGODB_URI, or our own; the program is the built one where there are no sources to bundle.
import { text } from './messages.mjs'
import { uriFor } from './named-database.mjs'
import { dataDir } from './places.mjs'
import { database, program } from './program.mjs'
import { launch, node } from './run.mjs'
import { Failure, heading, ink, line, table } from './say.mjs'

/** `{"cases":12}` -> `cases 12`. */
const counted = (counts) =>
  Object.entries(counts)
    .map(([what, n]) => `${what} ${n}`)
    .join(text.migrate.comma) || text.migrate.nothing

export const migrate = (given) =>
  launch(
    async () => {
      const commit = given.includes('--commit')
      heading(text.start.name, commit ? text.migrate.title : text.migrate.titleDry)
      const server = await program()
      const { code, output } = await node([server, 'migrate', ...(commit ? ['--commit'] : [])], {
        env: { ...uriFor(await database()), DATA_DIR: dataDir }
      })
      if (code !== 0) throw new Failure({ what: text.migrate.failed, output: output.slice(-20) })
      const rows = output
        .filter((said) => said.startsWith('{"migration":'))
        .map((said) => JSON.parse(said).migration)
        .map(({ number, name, counts }) => [`${String(number).padStart(3, '0')}-${name}`, counted(counts)])
      if (rows.length === 0) return line(`  ${ink.good('✓')} ${text.migrate.none}`)
      table(rows, { style: { 0: ink.bold } })
      line()
      line(commit ? `  ${ink.good('✓')} ${text.migrate.written}` : `  ${text.migrate.onlyCounted}`)
    },
    { interrupted: 130 }
  )
