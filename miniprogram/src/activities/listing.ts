import type { Api } from '#shared/api.ts'
import { activitiesAt } from '#shared/activity-list.ts'

/** The list of activities as an endpoint, without the contract of everything else about activities: the first package asks it. */
export const listing = activitiesAt as Api['listActivities']
