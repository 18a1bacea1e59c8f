/** Subscribe messages of WeChat: what a phone may ask its owner about, and what he agreed to. */
import { endpoint } from './endpoint.ts'
import { input, int, list, matching, oneOf, said, view } from './schema.ts'

/** What a subscribe message tells, the most important first: one authorisation is spent on the first of what waits. */
export const wechatEvents = ['question', 'closed', 'replied', 'volunteering', 'certificate', 'accepted'] as const
export type WechatEvent = (typeof wechatEvents)[number]
/** WeChat asks for so many templates by one tap. */
export const templatesATap = 5

const templates = view({
  /** The city’s, the most important first, and how many messages of each he has agreed to that are not sent yet. */
  items: list(view({ event: oneOf(wechatEvents), id: said(), left: int(0, 100) }), { max: wechatEvents.length })
})

export const wechatMessageEndpoints = {
  messageTemplates: endpoint({
    method: 'GET',
    path: '/api/notices/wechat',
    says: 'The templates of subscribe messages that a resident’s phone can ask him about, and how many messages of each he has agreed to that are not sent yet.',
    who: ['resident'],
    answer: templates,
    refuses: []
  }),
  agreeToMessages: endpoint({
    method: 'POST',
    path: '/api/notices/wechat',
    says: 'Counts the templates that a resident agreed to by one tap on his phone: each is one message that may be sent to him. Others than the city’s are passed over.',
    who: ['resident'],
    body: input({ accepted: list(matching(/^[\w-]{1,64}$/, 64), { min: 1, max: templatesATap }) }),
    answer: templates,
    refuses: ['key_missing', 'in_flight', 'key_reused'],
    idempotent: true
  })
}
