/** Refusals as problem details (RFC 9457), with a stable code and a Chinese sentence that says what to do. */
import { complaintWords } from '#shared/complaints.ts'
import { refusals, Refused, type Problem, type Refusal } from '#shared/errors.ts'
import { words as w } from '#shared/locales/index.ts'

export function problemOf(refused: Refused): Problem {
  const { code, more } = refused
  return {
    type: `/docs/api#${code}`,
    title: code.replaceAll('_', ' '),
    status: refusals[code],
    code,
    detail: more.words ?? w.errors.refusal[code],
    ...(more.errors && { errors: more.errors.map((e) => ({ ...e, detail: e.detail ?? complaintWords(e.code) })) })
  }
}

/** Names of troubles of the database and of where files lie that pass by themselves: the caller is told to come back. */
const passingNames =
  /^(Mongo(ServerSelection|Network|NetworkTimeout|Topology|NotConnected|PoolCleared|WaitQueueTimeout)|DatabaseSilent$|StorageFailure$)/
/** What a member says that is no primary any more, or is going: `error_codes.yml` of MongoDB, its category RetriableError and its like. */
const passingCodes = [6, 7, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 50]
/** A socket to the database that was closed while it was written to: the driver hands on the system's own error. */
const passingSockets = ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']

/** Whether it passes by itself; what broke the connection may stand within the error of a command that writes many. */
function passes(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 3) return false
  const failure = error as {
    name?: string
    code?: unknown
    cause?: unknown
    errorResponse?: unknown
    errorLabelSet?: Set<string>
  }
  if (failure.name !== undefined && passingNames.test(failure.name)) return true
  if (typeof failure.code === 'number' && passingCodes.includes(failure.code)) return true
  if (typeof failure.code === 'string' && passingSockets.includes(failure.code)) return true
  const labels = [...(failure.errorLabelSet ?? [])]
  if (labels.includes('RetryableWriteError') || labels.includes('TransientTransactionError')) return true
  return passes(failure.cause, depth + 1) || passes(failure.errorResponse, depth + 1)
}

/** What went wrong, as one of our refusals; a stranger is `broken`, and the caller logs it. */
export function refusedBy(error: unknown): { refused: Refused; stranger: boolean } {
  if (error instanceof Refused) return { refused: error, stranger: false }
  const failure = error as { name?: string; code?: unknown; reason?: string; status?: number }
  // What the parser of HTTP could not read.
  if (typeof failure.code === 'string' && failure.code.startsWith('HPE_'))
    return { refused: new Refused('unparseable'), stranger: false }
  // That passes only when somebody makes room.
  if (failure.name === 'StorageFailure' && failure.reason === 'full')
    return { refused: new Refused('storage_full', { retryAfterS: 60 }), stranger: true }
  if (passes(error)) return { refused: new Refused('unavailable', { retryAfterS: 5 }), stranger: true }
  const http: Partial<Record<number, Refusal>> = {
    400: 'unparseable',
    // The file server, asked for what lies beside its files: there is no such thing.
    403: 'no_such_address',
    404: 'no_such_address',
    413: 'too_large',
    415: 'unsupported_media'
  }
  const known = failure.status === undefined ? undefined : http[failure.status]
  if (known) return { refused: new Refused(known), stranger: false }
  return { refused: new Refused('broken'), stranger: true }
}
