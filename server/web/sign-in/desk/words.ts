import type { SignInEntry } from '#shared/sign-in.ts'
import { signIn as say } from '#shared/locales/sign-in.ts'

export { say }
export { fill } from '#shared/locales/index.ts'

/** What browser on what system, and from which network, in one line. */
export const placeWords = ({ device, network }: Pick<SignInEntry, 'device' | 'network'>): string =>
  [device || say.account.unknownDevice, network].filter(Boolean).join('  ')
