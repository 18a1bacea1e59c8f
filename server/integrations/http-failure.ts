/** What it means for a message that the HTTP call to a provider failed or was answered with something else than 200. */
import { NotCalled, type Answered } from '#server/kernel/outgoing.ts'
import { notSent, type NotSent } from './sent.ts'

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')

export function callFailed(error: unknown): NotSent {
  if (error instanceof NotCalled) return notSent('never', 'private_network', error.reason)
  const { code, message } = error as NodeJS.ErrnoException
  if (isTimeout(error)) return notSent('later', 'timeout', 'no answer in time', { channelDown: true })
  return notSent('later', 'unreachable', code ?? message, { channelDown: true })
}

/** Nothing where the answer is 200 and to be read. */
export function statusFailed({ status }: Answered): NotSent | undefined {
  if (status === 200) return undefined
  const answer = `HTTP ${status}`
  if (status >= 300 && status < 400) return notSent('never', 'redirected', answer)
  if (status === 429) return notSent('later', 'too_many', answer)
  if (status >= 500) return notSent('later', 'busy', answer, { channelDown: true })
  return notSent('never', 'refused', answer)
}
