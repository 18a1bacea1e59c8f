/**
 * A database as production has it: members that know each other by a key, users with passwords, TLS from an authority of one's own. Who
 * has the right words is let in; every wrong one is refused within seconds, by its own name, in both languages, without the password.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:tls'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { launcherFile, runCommand } from '#tests/support/launcher.ts'
import { startProgram } from '#tests/support/process.ts'
import { authority, type Certified } from './certificates.ts'
import { compare, drill, inHome, joinMembers, MongoClient, report, startMember, wait } from './support.ts'

type Trouble = 'expired' | 'otherName' | 'strangeAuthority' | 'wantsOurs'
interface DatabaseWords {
  refused(hosts: string): string
  notAllowed(hosts: string): string
  tls: Record<Trouble, (hosts: string) => string>
  tlsFile: string
}
const { catalogue } = await launcherFile<{ catalogue: Record<'en' | 'zh', { database: DatabaseWords }> }>(
  'messages.mjs'
)

const password = 'p@ss:w/rd?#的'
const wrong = 'not-the-p@ssword'

await drill(async () => {
  const broke: string[] = []
  const ca = authority('own')
  const strange = authority('strange')
  const good = ca.issue('good', 'localhost')
  const keyFile = inHome('keyfile')
  writeFileSync(keyFile, Buffer.from(password.repeat(8)).toString('base64'), { mode: 0o400 })
  const flags = ['--keyFile', keyFile, '--tlsMode', 'preferTLS', '--tlsCAFile', ca.pem]
  const more = [...flags, '--tlsCertificateKeyFile', good.both, '--tlsAllowConnectionsWithoutCertificates']
  const member = await startMember(1, more)
  await joinMembers([member])

  // From this very machine, while there is no user yet.
  const first = await MongoClient.connect(`mongodb://127.0.0.1:${member.port}/?directConnection=true`)
  const root = { user: 'root', pwd: password }
  await first.db('admin').command({ createUser: root.user, pwd: root.pwd, roles: ['root'] })
  await first.close()
  const open = await MongoClient.connect(`mongodb://127.0.0.1:${member.port}/?directConnection=true`, {
    auth: { username: root.user, password: root.pwd }
  })
  const roles = ['readWrite', 'dbAdmin'].map((role) => ({ role, db: 'drill' }))
  await open.db('drill').command({ createUser: 'city', pwd: password, roles })
  await open.db('drill').command({ createUser: 'guest', pwd: password, roles: [{ role: 'read', db: 'elsewhere' }] })
  await open.close()

  const uri = ({
    user = 'city',
    word = password,
    host = `127.0.0.1:${member.port}`,
    tls = `&tls=true&tlsCAFile=${ca.pem}`
  }) => `mongodb://${user}:${encodeURIComponent(word)}@${host}/drill?replicaSet=drill${tls}`

  // ——— the right words

  const program = await startProgram({ MONGODB_URI: uri({}), DATA_DIR: inHome('data') })
  const reporting = await report(() => [program.url], 4)
  await wait(3_000)
  await reporting.stop()
  const { acknowledged, lost, twice, brokenChains } = await compare(uri({}), reporting)
  await program.end('SIGTERM')

  // ——— wrong ones

  /** Shows a certificate and says nothing else: who believes it finds nobody. mongod itself does not start with one that has run out. */
  async function shown({ cert, key }: Certified): Promise<string> {
    const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }).listen(0, '127.0.0.1')
    server.on('tlsClientError', () => undefined)
    await once(server, 'listening')
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const here = `127.0.0.1:${member.port}`
  const expired = await shown(ca.issue('expired', 'localhost', { days: -1 }))
  const foreign = await shown(ca.issue('foreign', 'elsewhere.example', { loopback: false }))
  const cases: [string, string, string, (words: DatabaseWords, hosts: string) => string][] = [
    ['a wrong password', uri({ word: wrong }), here, (w, hosts) => w.refused(hosts)],
    ['a wrong password without TLS', uri({ word: wrong, tls: '' }), here, (w, hosts) => w.refused(hosts)],
    ['an unknown user', uri({ user: 'nobody' }), here, (w, hosts) => w.refused(hosts)],
    ['an account without rights', uri({ user: 'guest' }), here, (w, hosts) => w.notAllowed(hosts)],
    [
      'another authority',
      uri({ tls: `&tls=true&tlsCAFile=${strange.pem}` }),
      here,
      (w, hosts) => w.tls.strangeAuthority(hosts)
    ],
    ['no authority', uri({ tls: '&tls=true' }), here, (w, hosts) => w.tls.strangeAuthority(hosts)],
    ['a certificate that has run out', uri({ host: expired }), expired, (w, hosts) => w.tls.expired(hosts)],
    ['a certificate for another host', uri({ host: foreign }), foreign, (w, hosts) => w.tls.otherName(hosts)],
    ['a file that is not there', uri({ tls: `&tls=true&tlsCAFile=${inHome('none.pem')}` }), here, (w) => w.tlsFile]
  ]
  const plain = (text: string): string => text.replaceAll(/[│╭╰─\s]/g, '')
  let slowest = 0
  for (const [what, named, hosts, wanted] of cases)
    await Promise.all(
      (['en', 'zh'] as const).map(async (language) => {
        const begun = Date.now()
        const file = inHome(`uri-${language}`)
        writeFileSync(file, named)
        const { code, said } = await runCommand(['start'], {
          ...(language === 'en' ? { MONGODB_URI: named } : { MONGODB_URI_FILE: file }),
          DATA_DIR: inHome(`start-${language}`),
          LANG: language === 'en' ? 'en_US.UTF-8' : 'zh_CN.UTF-8'
        })
        const ms = Date.now() - begun
        slowest = Math.max(slowest, ms)
        const right = plain(said).includes(plain(wanted(catalogue[language].database, hosts)))
        if (code !== 1 || !right || ms > 20_000) broke.push(`${what} (${language}): ${code} ${said.slice(-300)}`)
        for (const secret of [password, wrong])
          for (const form of [secret, encodeURIComponent(secret)])
            if (said.includes(form)) broke.push(`${what} (${language}) prints the password`)
      })
    )

  const refused = Object.values(reporting.refused).reduce((sum, n) => sum + n, 0)
  return {
    held: broke.length + lost + twice + brokenChains + refused + reporting.unanswered() === 0 && acknowledged > 5,
    figures: {
      acknowledged,
      lost,
      twice,
      refused,
      unanswered: reporting.unanswered(),
      refusals: cases.length,
      slowestRefusalMs: slowest,
      broke: broke.join('; ') || 0
    }
  }
})
