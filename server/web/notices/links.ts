/** Where a notice leads: the page on which one sees, or does, what it is about. */
import { noticeSubjects, type NoticeSubject, type NoticeView } from '#shared/notices.ts'

export const noticesHref = (after?: string): string =>
  `/office/notices${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`

export const choicesHref = '/office/notices/choices'
/** What was told about the report whose code was shown. */
export const trackedHref = (after?: string): string =>
  `/track/notices${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`

export const digestHref = (which?: string): string =>
  which === undefined ? '/office/digests' : `/office/digests/${encodeURIComponent(which)}`

const targets: Record<NoticeSubject, (no: string) => string> = {
  case: (no) => `/office/cases/${encodeURIComponent(no)}?tab=all`,
  activity: (no) => `/activities/${encodeURIComponent(no)}`,
  certificate: () => '/office/certificates',
  approval: (id) => `/office/approvals#ap-${encodeURIComponent(id)}`,
  address: () => noticesHref(),
  queue: (tab) => `/office/?tab=${encodeURIComponent(tab)}`,
  digest: digestHref
}

/** By way of a page that notes that it was read, and goes on. */
export const openHref = ({ id, about, no }: Pick<NoticeView, 'id' | 'about' | 'no'>): string =>
  `/office/notices/open?${new URLSearchParams({ id, about, no }).toString()}`

/** What the address names leads into the desk, whatever it names. */
export const targetOf = (about: string, no: string): string => {
  const known = noticeSubjects.find((noticeSubject) => noticeSubject === about)
  return known ? targets[known](no) : noticesHref()
}
