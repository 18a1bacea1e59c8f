/**
 * A notice was kept as the sentence it was then said in. It becomes the code and the facts that the sentence was made of,
 * read back out of it; one that no sentence of ours explains any more stays as it was and is shown so.
 */
import type { NoticeFacts } from '#shared/notices.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import type { Migration } from './work.ts'

/** As they were said by the version that kept them; these change no more. */
const said = {
  activity: {
    offered: '「{title}」有名额了，请在 {until} 前确认，过时让给下一位。',
    lapsed: '「{title}」的名额没有按时确认，已经让给下一位。',
    removed: '组织者把您移出了「{title}」的名单：{words}',
    handedOn: '您在「{title}」的名额已经由别人接替，谢谢您找到人。',
    cancelled: '「{title}」取消了：{words}',
    changed: '「{title}」有变动：{what}。请看最新安排。',
    message: '「{title}」组织者说：{words}',
    remindDay: '明天 {time}，「{title}」，集合地点：{address}。去不了请尽早取消。',
    remindSoon: '今天 {time}，「{title}」，集合地点：{address}。',
    feedback: '「{title}」结束了，谢谢您。时长已经记好，说说感受吧。',
    corrected: '「{title}」的时长改为 {minutes} 分钟：{words}',
    notCorrected: '「{title}」的时长没有改：{words}',
    revoked: '「{title}」的时长收回了：{words}',
    honour: '「{title}」的组织者授予您「{honour}」：{words}',
    learned: '「{title}」：您已学完「{training}」，记在志愿者资料里。',
    notLearned: '「{title}」：您的「{training}」考试这次没有通过，可以再考。'
  },
  certificate: {
    notice: '{office}核对了您 {from} 到 {to} 的时长，公示 {n} 天，没有异议就出具证明。',
    issued: '{office}出具了您的志愿服务记录证明 {no}，可以下载了。',
    refused: '{office}没有出具证明：{words}',
    revoked: '您的证明 {no} 撤销了（{cause}）：{words}',
    lowered: '您的证明 {no} 上的时长比台账多，出具单位正在核查。'
  },
  what: { time: '时间', place: '集合地点', bring: '要带的东西', contact: '联系人', other: '安排' },
  honour: {
    star_of_month: '一月一星',
    service_star: '服务明星',
    good_partner: '好搭档'
  },
  training: {
    basics: '志愿服务入门',
    traffic: '交通引导',
    river_safety: '水边安全',
    law: '城市管理法规'
  },
  cause: {
    hours_corrected: '时长经更正减少',
    false_record: '记录不实',
    issued_in_error: '出具有误',
    holder_asked: '本人申请'
  }
} as const

interface Read {
  code: string
  facts: NoticeFacts
}

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^|]/g, '\\$&')
/** `「{title}」取消了：{words}` as a pattern whose groups are the facts. */
const patternOf = (sentence: string): RegExp => {
  const pattern = sentence
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? `(?<${part.slice(1, -1)}>.+?)` : escaped(part)))
    .join('')
  return new RegExp(`^${pattern}$`, 's')
}

const codeOf = (words: Readonly<Record<string, string>>, said: string): string =>
  Object.keys(words).find((code) => words[code] === said) ?? said

const clock = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 3_600_000 + minutes * 60_000
}
const at = (day: string, time: string): string => new Date(startOfDay(day) + clock(time)).toISOString()
const monthDay = patternOf('{month}月{day}日 {time}')

/** The moment that `11月24日 10:20` meant for whoever was told at `told`: the first after it. */
function momentAfter(told: Date, said: string): string {
  const { month = '', day = '', time = '' } = monthDay.exec(said)?.groups ?? {}
  const year = Number(dayOf(told).slice(0, 4))
  const inYear = (y: number) => at(`${y}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, time)
  if (time === '') return said
  return Date.parse(inYear(year)) >= told.getTime() ? inYear(year) : inYear(year + 1)
}

/** A fact as it is kept now, from how it was said. */
const facts: Readonly<Record<string, (text: string, code: string, told: Date) => string | number | string[]>> = {
  until: (text, code, told) => (code === 'offered' ? momentAfter(told, text) : text),
  time: (text, code, told) => at(code === 'remindDay' ? addDays(dayOf(told), 1) : dayOf(told), text),
  what: (text) => text.split('、').map((part) => codeOf(said.what, part)),
  honour: (text) => codeOf(said.honour, text),
  training: (text) => codeOf(said.training, text),
  cause: (text) => codeOf(said.cause, text),
  minutes: Number,
  n: Number
}

/** The code and the facts of a sentence. */
export function readNotice(about: 'activity' | 'certificate', words: string, told: Date): Read | undefined {
  for (const [code, sentence] of Object.entries(said[about])) {
    const found = patternOf(sentence).exec(words)
    if (!found) continue
    const values = Object.entries(found.groups ?? {}).map(([name, value]) => [
      name,
      facts[name]?.(value, code, told) ?? value
    ])
    return { code, facts: Object.fromEntries(values) as NoticeFacts }
  }
  return undefined
}

export const noticesAsCodes: Migration = {
  number: 13,
  name: 'notices-as-codes',
  async run(work) {
    await work.each('notices', { words: { $exists: true } }, ({ verb, words, at: told }) => {
      const read = readNotice(verb === 'certificate' ? 'certificate' : 'activity', String(words), told as Date)
      return read && { $set: { said: read }, $unset: { words: '' } }
    })
  }
}
