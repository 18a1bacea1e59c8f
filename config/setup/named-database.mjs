// The database that MONGODB_URI names: looked at before anything is written to it. Transactions need a replica set, and
// without this look a standalone would be filled, called ready, and fail at the first act that touches two cases.
import { existsSync, readFileSync } from 'node:fs'
import { mongoDriver } from './driver.mjs'
import { text } from './messages.mjs'
import { Failure, step } from './say.mjs'

const WITHIN_MS = 5000
const NOT_AUTHENTICATED = 18
const NOT_ALLOWED = 13
/** What the system and OpenSSL call a certificate that cannot be believed, by what is to be said of it. */
const tlsTroubles = [
  ['expired', /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate has expired|certificate is not yet valid/],
  ['otherName', /ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/],
  [
    'strangeAuthority',
    /SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|self.signed certificate|unable to (verify the first|get local issuer) certificate|certificate signature failure/
  ],
  ['wantsOurs', /tlsv1[23]? alert (certificate required|unknown ca|bad certificate)|peer did not return a certificate/i]
]

/** The hosts of a connection string, without the name and password that it may hold. */
export const hostsOf = (uri) => uri.replace(/^[a-z+]+:\/\/(?:[^/?]*@)?([^/?]*).*$/s, '$1')

/** The connection, or what stands in the file named for it; nothing where none is named. */
export function namedUri() {
  const { MONGODB_URI: uri, MONGODB_URI_FILE: path } = process.env
  if (uri || !path) return uri || undefined
  if (!existsSync(path)) throw new Failure({ what: text.database.noFile(path), fix: [text.database.noFileFix] })
  return readFileSync(path, 'utf8').trim()
}

/** What a child is told of it: once, whichever way it came. */
export const uriFor = (uri) => ({ MONGODB_URI: uri, MONGODB_URI_FILE: '' })

const because = (what, fix, error) =>
  new Failure({ what, fix, output: error ? [error.cause?.message ?? error.message] : [] })

/** Everything that an error and its causes say. */
const allOf = (error, depth = 0) =>
  error && depth < 5 ? `${error.code ?? ''} ${error.message ?? ''} ${allOf(error.cause, depth + 1)}` : ''

const standalone = (hosts) =>
  because(text.database.standalone(hosts), [
    text.database.standaloneFix,
    text.database.standaloneInitiate,
    text.database.unreachableOwn
  ])
const noPrimary = (hosts) => because(text.database.noPrimary(hosts), [text.database.noPrimaryFix])

/** What a failed connection means: the driver's view of the servers says whether anyone answered, and as what. */
function meaningOf(error, hosts) {
  if (/^Mongo(Parse|InvalidArgument|API)Error$/.test(error.name) || error.code === 'ERR_INVALID_URL')
    return because(text.database.malformed, [text.database.malformedFix], error)
  if (error.code === NOT_AUTHENTICATED) return because(text.database.refused(hosts), [text.database.refusedFix], error)
  if (error.code === NOT_ALLOWED) return because(text.database.notAllowed(hosts), [text.database.notAllowedFix], error)
  // A file of certificates that is not there, or is none.
  if (['ENOENT', 'EACCES', 'EISDIR'].includes(error.code) || /PEM|ASN1|key values mismatch/i.test(allOf(error)))
    return because(text.database.tlsFile, [text.database.tlsFileFix], error)
  const servers = [...(error.reason?.servers?.values() ?? [])]
  const said = [error, ...servers.map((server) => server.error)].map((one) => allOf(one)).join(' ')
  const [trouble] = tlsTroubles.find(([, pattern]) => pattern.test(said)) ?? []
  if (trouble)
    return because(
      text.database.tls[trouble](hosts),
      [text.database.tlsFix[trouble]],
      servers.find((one) => one.error)?.error
    )
  const answered = servers.filter(({ type }) => type !== 'Unknown')
  if (answered.some(({ type }) => type === 'Standalone')) return standalone(hosts)
  if (answered.some(({ type }) => type !== 'PossiblePrimary')) return noPrimary(hosts)
  return because(
    text.database.unreachable(hosts, WITHIN_MS / 1000),
    [text.database.unreachableFix(hosts), text.database.unreachableOwn],
    servers.find((server) => server.error)?.error ?? error
  )
}

/** When a set was named and nobody of that name answered, somebody else may: asked directly, without the name. */
async function strangerAt(uri, hosts) {
  const { MongoClient } = mongoDriver()
  const [first] = hosts.split(',')
  if (uri.startsWith('mongodb+srv:') || !/[?&]replicaSet=/i.test(uri)) return undefined
  const client = new MongoClient(`mongodb://${first}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1000,
    tls: /[?&](tls|ssl)=true/i.test(uri)
  })
  try {
    const hello = await client.db('admin').command({ hello: 1 })
    if (hello.setName) return because(text.database.wrongSet(hosts), [text.database.wrongSetFix])
    return hello.isreplicaset ? noPrimary(hosts) : standalone(hosts)
  } catch {
    return undefined
  } finally {
    await client.close()
  }
}

/** Settles when the database can be used, else throws a Failure that says why not and what to do, within seconds. */
export async function examineDatabase(uri) {
  const { MongoClient } = mongoDriver()
  const hosts = hostsOf(uri)
  let client
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: WITHIN_MS, connectTimeoutMS: WITHIN_MS })
    const hello = await client.db('admin').command({ hello: 1 })
    if (!hello.setName && hello.msg !== 'isdbgrid') throw standalone(hosts)
    // Asks for a primary, and for leave to look.
    await client.db().listCollections({}, { nameOnly: true }).toArray()
  } catch (error) {
    if (error instanceof Failure) throw error
    // Who was refused has been answered by the right one.
    throw (client && error.reason && (await strangerAt(uri, hosts))) || meaningOf(error, hosts)
  } finally {
    await client?.close()
  }
}

export const useNamedDatabase = (uri) =>
  step(text.database.step, async (at) => {
    await examineDatabase(uri)
    at.end(text.database.named(hostsOf(uri)))
  })
