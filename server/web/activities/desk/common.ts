/** What the desk's pages of activities and of hours need alike. */
import { activityVerbs } from '#shared/activities.ts'
import { refuse, type Refusal } from '#shared/errors.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import type { DeskRequest } from '../../frame/desk.tsx'
import type { OnDesk } from './One.tsx'
import { hourSay, say } from './words.ts'

export const organises = (viewer: Staff) => viewer.roles.includes('organiser')
/** A press that was refused is told beside its button; what is closed to this person is a page of its own. */
export const pagesOfTheirOwn: readonly Refusal[] = ['forbidden', 'not_found']

export const home = (no: string): string => `/office/activities/${no}`

/** As its organiser and its reviewer see it; to everybody else on the desk it is not there. */
export async function readOnDesk({ call, viewer, param }: DeskRequest): Promise<OnDesk> {
  const activity = await call('readActivity', { params: { activity: param('no') } }, viewer)
  return activity.desk ? { ...activity, desk: activity.desk } : refuse('not_found')
}

export const toastOf = ({ asked }: DeskRequest): string | undefined => {
  const done = asked('done')
  const verb = activityVerbs.find((known) => known === done)
  if (verb) return say.done[verb]
  const more: Readonly<Record<string, string>> = { ...say.more, ...hourSay.done }
  const n = asked('n')
  return more[done]?.replace('{n}', /^\d{1,2}$/.test(n) ? n : '')
}
