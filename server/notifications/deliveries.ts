/** What leaves the app: one delivery a notice and channel. */
import type { Notice, Reach } from './model.ts'

/** Asks for the deliveries of one notice, each under the id of notice and channel: asking twice is asking once. */
export function deliver(_notice: Notice, _reaches: readonly Reach[]): Promise<void> {
  return Promise.resolve()
}
