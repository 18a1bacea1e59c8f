import { affectedEndpoints } from '#shared/affected.ts'
import type { Status } from '#shared/cases.ts'
import { ask, guest } from './api'
import { randomId } from './random'
import { resident } from './session'
import { isObject, storedValue } from './storage'
import { photoSender } from './submit-report'

/** 我也遇到了, said and taken back. A guest is known by a key of his own for each case, which stays on this phone. */
interface Said {
  key: string
  guest: boolean
}
const isSaid = (value: unknown): value is Said => isObject(value) && typeof value['key'] === 'string'
const all = storedValue(
  'affected',
  (value): value is Record<string, Said> => isObject(value) && Object.values(value).every(isSaid)
)

export const hasSaid = (no: string): boolean => all.read()?.[no] !== undefined
/** Nothing can be added to what is over. */
export const isOpen = (status: Status): boolean => !['closed', 'refused', 'withdrawn'].includes(status)

export async function sayAffected(no: string): Promise<void> {
  const as = await photoSender()
  const isGuest = as === guest
  const known = all.read()?.[no]
  // The key first: where no answer comes it may have been counted, once with the same key, and can be taken back.
  const said = known?.guest === isGuest ? known : { key: await randomId(), guest: isGuest }
  all.write({ ...all.read(), [no]: said })
  await ask(affectedEndpoints.sayAffected, { params: { no } }, { as, idempotencyKey: said.key })
}

export async function takeBackAffected(no: string): Promise<void> {
  const { [no]: said, ...rest } = all.read() ?? {}
  if (!said) return
  const as = said.guest ? guest : resident
  await ask(affectedEndpoints.takeBackAffected, { params: { no } }, { as, idempotencyKey: said.key })
  all.write(rest)
}
