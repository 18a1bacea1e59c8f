/** Who may move an activity? Rules that read themselves aloud; who runs it never reviews it. */
import { activityTabs, type ActivityTab, type ActivityVerb } from '#shared/activities.ts'
import { anyOf, policyOf, rule, type Rule } from '#server/kernel/policy.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { isOrganiser, isReviewer, organiserOfOffice, organiserOrReviewer, reviewer } from '#server/members/index.ts'

/** What a rule may look at. */
export interface Subject {
  office: string
  /** Who drafted, changed, submitted or settled it. */
  hands: readonly string[]
}

/** The doer is never the checker. */
const independent = rule(
  'reviewerButNotItsOrganiser',
  (viewer: Viewer, activity: Subject) =>
    isReviewer(viewer) && viewer.kind === 'staff' && !activity.hands.includes(viewer.id)
)
/** Time does it; no person holds this. */
const clock = rule('clock', () => false)

export const policy = {
  draft: organiserOfOffice,
  edit: organiserOfOffice,
  submit: organiserOfOffice,
  send_back: organiserOrReviewer,
  approve: independent,
  start: anyOf(organiserOfOffice, clock),
  message: organiserOfOffice,
  settle: organiserOfOffice,
  publish: independent,
  withhold: reviewer,
  archive: anyOf(organiserOfOffice, clock),
  cancel: organiserOrReviewer
} satisfies Record<ActivityVerb, Rule<Subject>>

/** Reading the plan, the log and who signed up. */
export const readsDesk: Rule<Subject> = organiserOrReviewer

export const activityPolicy = policyOf<ActivityVerb, Subject>(policy, readsDesk)

/** The lists of the desk that somebody has. */
export const tabsOf = (viewer: Viewer): ActivityTab[] => {
  const organises = isOrganiser(viewer)
  if (!organises && !isReviewer(viewer)) return []
  return activityTabs.filter((tab) => tab !== 'mine' || organises)
}
