/** Which ways out of the app this server has: what is set, a stub in the demo, else none that pretends. */
import { wechatEvents } from '#shared/wechat-messages.ts'
import { outgoing } from '#server/kernel/outgoing.ts'
import { mailStub, noMail, smtpMail, type Mail } from './mail.ts'
import { robots, type Robots } from './robots.ts'
import { aliyunSms, noSms, smsStub, type Sms } from './sms.ts'
import { wechatAccount, type WechatAccount, type WechatDeps } from './wechat-account.ts'
import {
  noWechatMessages,
  wechatMessages,
  wechatMessagesStub,
  type WechatMessages,
  type WechatTemplates
} from './wechat-messages.ts'

export interface WaysOutSettings {
  demo: boolean
  wxAppid?: string | undefined
  wxSecret?: string | undefined
  wxApi?: string | undefined
  wxTemplates?: WechatTemplates | undefined
  mailUrl?: string | undefined
  mailFrom?: string | undefined
  smsKeyId?: string | undefined
  smsKeySecret?: string | undefined
  smsSign?: string | undefined
  /** `kind:template`, with commas between. */
  smsTemplates?: string | undefined
  /** Hosts, with commas between. */
  outgoingAllow?: string | undefined
}
export interface WaysOut {
  mail: Mail
  sms: Sms
  wechatMessages: WechatMessages
  robots: Robots
  wechatAccount: WechatAccount | undefined
}

const listed = (text = ''): string[] => text.split(',').filter((one) => one !== '')
const templatesIn = (text: string | undefined): Record<string, string> =>
  Object.fromEntries(listed(text).map((pair) => pair.split(':') as [string, string]))

export function waysOut(settings: WaysOutSettings, deps: WechatDeps): WaysOut {
  const { log, now } = deps
  const {
    demo,
    wxAppid,
    wxSecret,
    wxApi,
    wxTemplates,
    mailUrl,
    mailFrom,
    smsKeyId,
    smsKeySecret,
    smsSign,
    smsTemplates,
    outgoingAllow
  } = settings
  const calls = outgoing({ allow: listed(outgoingAllow) })
  const missing = (name: string): void => {
    if (demo) log.warn(`${name} is not set: a stub takes what is sent`)
    else log.warn(`${name} is not set: nothing is sent this way`)
  }
  const mailOf = (): Mail => {
    if (mailUrl && mailFrom) return smtpMail({ url: mailUrl, from: mailFrom })
    missing('MAIL_URL')
    return demo ? mailStub() : noMail
  }
  const smsOf = (): Sms => {
    if (smsKeyId && smsKeySecret && smsSign)
      return aliyunSms(
        { keyId: smsKeyId, keySecret: smsKeySecret, signature: smsSign, templates: templatesIn(smsTemplates) },
        calls,
        now
      )
    missing('SMS_KEY_ID')
    return demo ? smsStub(now) : noSms
  }
  const account =
    wxAppid && wxSecret && wxApi ? wechatAccount({ appid: wxAppid, secret: wxSecret, base: wxApi }, deps) : undefined
  const messagesOf = (): WechatMessages => {
    if (account && wxTemplates) return wechatMessages(account, wxTemplates)
    // Whoever has an account tries out the real thing.
    if (demo && !account) return wechatMessagesStub(wechatEvents)
    if (account) missing('WX_TEMPLATES')
    return noWechatMessages
  }
  return {
    mail: mailOf(),
    sms: smsOf(),
    wechatMessages: messagesOf(),
    robots: robots(calls, now),
    wechatAccount: account
  }
}
