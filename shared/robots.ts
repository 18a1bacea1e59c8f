/**
 * Robots of work groups: a theme's group in 企业微信 or 钉钉 and the address at which it takes messages. Whoever has that
 * address may write to the group, so it goes in and never comes out again whole.
 */
import { officeRef } from './city.ts'
import { endpoint } from './endpoint.ts'
import { deliveryReasons } from './deliveries.ts'
import { noticeKinds } from './notices.ts'
import {
  bool,
  input,
  int,
  line,
  list,
  matching,
  maybe,
  moment,
  oneOf,
  rowId,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'

export const robotKinds = ['wecom', 'dingtalk'] as const
export type RobotKind = (typeof robotKinds)[number]
/** Themes of the work groups. */
export const robotThemes = ['planning', 'appearance', 'sanitation', 'complaints'] as const
export type RobotTheme = (typeof robotThemes)[number]

/** Kinds of news that a group may hear: those of staff. */
export const groupKinds = [
  'work',
  'deadline',
  'supervision',
  'ruling',
  'queue',
  'digest'
] as const satisfies readonly (typeof noticeKinds)[number][]
export type GroupKind = (typeof groupKinds)[number]

const webhook = () => matching(/^https?:\/\/[^\s]{4,480}$/, 500)
const signature = () => matching(/^[\x21-\x7e]{0,200}$/)

const settings = {
  name: line(30, 1),
  theme: oneOf(robotThemes),
  kind: oneOf(robotKinds),
  /** Cases of this office only; without it, of all. */
  office: maybe(slug()),
  /** Groups of categories; without any, all of them. */
  tiles: list(slug(), { max: 20 }),
  kinds: list(oneOf(groupKinds), { min: 1, max: groupKinds.length }),
  on: bool()
}
export const newRobot = input({ ...settings, url: webhook(), secret: maybe(signature()) })
/** Without an address the robot keeps its own. */
export const changedRobot = input({
  version: int(1, 1_000_000),
  ...settings,
  url: maybe(webhook()),
  secret: maybe(signature())
})

export const robotView = view({
  id: rowId(),
  version: int(1, 1_000_000),
  name: said(),
  theme: oneOf(robotThemes),
  kind: oneOf(robotKinds),
  office: maybe(officeRef),
  tiles: list(slug(), { max: 20 }),
  kinds: list(oneOf(groupKinds), { max: groupKinds.length }),
  on: bool(),
  /** Host and the last characters: enough to tell two robots apart. */
  address: said(),
  signed: bool(),
  /** The group's last answer. */
  last: maybe(view({ at: moment(), ok: bool(), answer: said(), reason: maybe(oneOf(deliveryReasons)) }))
})
export type RobotView = Infer<typeof robotView>

const one = input({ id: rowId() })
export const robotEndpoints = {
  listRobots: endpoint({
    method: 'GET',
    path: '/api/robots',
    says: 'Robots of work groups, without their addresses; for administrators.',
    who: ['staff'],
    answer: view({ items: list(robotView, { max: 100 }) }),
    refuses: ['forbidden']
  }),
  addRobot: endpoint({
    method: 'POST',
    path: '/api/robots',
    says: 'Adds the robot of a work group.',
    who: ['staff'],
    body: newRobot,
    answer: view({ id: rowId() }),
    status: 201,
    refuses: ['forbidden', 'unknown_office', 'wrong_webhook', 'full']
  }),
  changeRobot: endpoint({
    method: 'POST',
    path: '/api/robots/:id',
    says: 'Changes what a robot says and where; without an address it keeps its own.',
    who: ['staff'],
    params: one,
    body: changedRobot,
    answer: view({ version: int(1, 1_000_000) }),
    refuses: ['forbidden', 'not_found', 'stale', 'unknown_office', 'wrong_webhook']
  }),
  removeRobot: endpoint({
    method: 'POST',
    path: '/api/robots/:id/remove',
    says: 'Forgets a robot and its address.',
    who: ['staff'],
    params: one,
    body: input({ version: int(1, 1_000_000) }),
    answer: view({}),
    refuses: ['forbidden', 'not_found', 'stale']
  }),
  testRobot: endpoint({
    method: 'POST',
    path: '/api/robots/:id/test',
    says: 'Sends a test to the group of a robot.',
    who: ['staff'],
    params: one,
    body: input({}),
    answer: view({ ok: bool(), reason: maybe(oneOf(deliveryReasons)), answer: said() }),
    refuses: ['forbidden', 'not_found']
  })
}
