import { describe, expect, test } from 'vitest'
import { Refused } from '#shared/errors.ts'
import type { Role } from '#shared/members.ts'
import { anyOf, policyOf, rule, staffOf, staffWith } from '#server/kernel/policy.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'

const staff = (office: string, ...roles: Role[]): Viewer => ({
  kind: 'staff',
  id: 'xu',
  name: 'Xu',
  office,
  roles,
  family: 'f'
})
interface Thing {
  office: string
}
const own = rule(
  'officerOfOffice',
  staffWith<Thing>('officer', (s, thing) => s.office === thing.office)
)
const admin = rule('admin', staffWith<Thing>(['admin', 'moderator']))
const policy = policyOf({ change: own, remove: admin }, anyOf(own, admin))
const thing = { office: 'north' }

const told = (viewer: Viewer, act: 'change' | 'remove'): string => {
  try {
    policy.permit(viewer, act, thing)
    return 'permitted'
  } catch (error) {
    return error instanceof Refused ? error.code : String(error)
  }
}

describe('a policy', () => {
  test('permits whom the rule of the act names', () => {
    expect(told(staff('north', 'officer'), 'change')).toBe('permitted')
    expect(told(staff('south', 'moderator'), 'remove')).toBe('permitted')
  })

  test('tells who may know of the thing that it is not his to do, and everybody else that it is not there', () => {
    expect(told(staff('north', 'officer'), 'remove')).toBe('forbidden')
    expect(told(staff('south', 'admin'), 'change')).toBe('forbidden')
    for (const viewer of [guest, staff('south', 'officer'), staff('north', 'verifier')])
      for (const act of ['change', 'remove'] as const) expect(told(viewer, act)).toBe('not_found')
  })

  test('has rules with names that can be printed', () => {
    expect(anyOf(own, admin).names).toEqual(['officerOfOffice', 'admin'])
  })

  test('knows staff from everybody else', () => {
    const xu = staff('north', 'officer')
    expect(staffOf(xu)).toBe(xu)
    expect(() => staffOf(guest)).toThrow(Refused)
  })
})
