/** Where the list of activities is asked for: all that a phone's first package has to know of it. The endpoint is in activities.ts. */
export const activitiesAt = { method: 'GET', path: '/api/activities' } as const
