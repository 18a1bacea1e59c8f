/** What the law gives a person over what is kept of him (PIPL, articles 15, 44, 45, 47): to see it, to take it with him, to have it erased. */
import { endpoint } from './endpoint.ts'
import { moment, nothing, said, view } from './schema.ts'

const himself = ['resident', 'code', 'staff'] as const

const copyView = view({
  /** An address on this server, good until then. */
  href: said(),
  until: moment()
})

export const ownDataEndpoints = {
  askForCopy: endpoint({
    method: 'POST',
    path: '/api/me/copies',
    says: 'A link of some minutes to one file with everything that is kept of who asks: a page, JSON and his photos. With a receipt code, of that one report. It replaces an earlier link.',
    who: himself,
    answer: copyView,
    status: 201,
    refuses: []
  }),
  eraseMe: endpoint({
    method: 'DELETE',
    path: '/api/me',
    says: 'Erases everything personal: words and photos in reports, how to be reached, the profile, names, phones and notes in sign-ups, notices, who one is in WeChat; with a receipt code, all of that one report. Hours and the case itself stay, under a number. Every sign-in ends.',
    who: himself,
    answer: nothing,
    refuses: []
  })
}
