// npm run migrate: counts what the start of this version would change in the stored data; with -- --commit it is changed.
// The database is the one of MONGODB_URI, or our own.
import { bundle, serverEntry } from './bundle.mjs'
import { claimData } from './claim.mjs'
import { findMongod, startReplicaSet } from './mongod.mjs'
import { ensurePackages } from './packages.mjs'
import { dataDir } from './places.mjs'
import { launch, node } from './run.mjs'
import { Failure, heading, ink, line, table } from './say.mjs'

const commit = process.argv.includes('--commit')

/** `{"cases":12}` -> `cases 12`. */
const counted = (counts) =>
  Object.entries(counts)
    .map(([what, n]) => `${what} ${n}`)
    .join('，') || '没有要改的'

await launch(
  async () => {
    heading('随手拍', commit ? '迁移数据' : '迁移数据（只清点，不写入）')
    await ensurePackages()
    let uri = process.env.MONGODB_URI
    if (!uri) {
      await claimData()
      uri = (await startReplicaSet({ binary: await findMongod(), dataDir: `${dataDir}/mongo` })).uri
      uri = uri.replace('/?', '/suishoupai?')
    }
    const { server } = await bundle(serverEntry)
    const { code, output } = await node([server, 'migrate', ...(commit ? ['--commit'] : [])], {
      env: { MONGODB_URI: uri, DATA_DIR: dataDir }
    })
    if (code !== 0)
      throw new Failure({ what: '迁移没有完成。再运行一次会从停下的地方接着做。', output: output.slice(-20) })
    const rows = output
      .filter((text) => text.startsWith('{"migration":'))
      .map((text) => JSON.parse(text).migration)
      .map(({ number, name, counts }) => [`${String(number).padStart(3, '0')}-${name}`, counted(counts)])
    if (rows.length === 0) return line(`  ${ink.good('✓')} 没有待做的迁移。`)
    table(rows, { style: { 0: ink.bold } })
    line()
    line(
      commit
        ? `  ${ink.good('✓')} 已写入。`
        : '  以上只是清点。加 -- --commit 才写入；先停掉所有用这个数据库的服务，并做好备份。'
    )
  },
  { interrupted: 130 }
)
