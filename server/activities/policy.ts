/** Who may move an activity? Rules that read themselves aloud; who runs it never reviews it. */
import type { ActivityVerb } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { organises, oversees } from '#server/participation/index.ts'

/** What a rule may look at. */
export interface Subject {
  office: string
  /** Who drafted, changed, submitted or settled it. */
  hands: readonly string[]
}

export const ruleNames = ['organiserOfOffice', 'reviewer', 'reviewerButNotItsOrganiser', 'clock'] as const
export type RuleName = (typeof ruleNames)[number]
interface Rule {
  names: readonly RuleName[]
  holds(viewer: Viewer, it: Subject): boolean
}
const rule = (name: RuleName, holds: Rule['holds']): Rule => ({ names: [name], holds })
const anyOf = (...rules: Rule[]): Rule => ({
  names: rules.flatMap((r) => r.names),
  holds: (viewer, it) => rules.some((r) => r.holds(viewer, it))
})

const organiser = rule('organiserOfOffice', organises)
const reviewer = rule('reviewer', oversees)
/** The doer is never the checker. */
const independent = rule(
  'reviewerButNotItsOrganiser',
  (viewer, it) => oversees(viewer) && viewer.kind === 'staff' && !it.hands.includes(viewer.id)
)
/** Time does it; no person holds this. */
const clock = rule('clock', () => false)

export const policy = {
  draft: organiser,
  edit: organiser,
  submit: organiser,
  send_back: anyOf(organiser, reviewer),
  approve: independent,
  start: anyOf(organiser, clock),
  message: organiser,
  settle: organiser,
  publish: independent,
  withhold: reviewer,
  archive: anyOf(organiser, clock),
  cancel: anyOf(organiser, reviewer)
} satisfies Record<ActivityVerb, Rule>

/** Reading the plan, the log and who signed up. */
export const readsDesk = anyOf(organiser, reviewer)

export const activityPolicy = {
  permits: (viewer: Viewer, verb: ActivityVerb, it: Subject): boolean => policy[verb].holds(viewer, it),
  permit(viewer: Viewer, verb: ActivityVerb, it: Subject): void {
    if (!policy[verb].holds(viewer, it)) refuse(readsDesk.holds(viewer, it) ? 'forbidden' : 'not_found')
  }
}
