/** `--check-config`: every setting with its value and where that came from, and everything that is wrong, without starting. */
import { languageOf, readSettings, type Read, type Reading, type Variables } from './env.ts'
import type { Words } from './settings.ts'

const masked = '********'

/** A value as others may see it: of a connection all but its password, of another secret nothing. */
function shownValue({ setting: { kind, secret, shownDefault }, value, given, wrong }: Read): string {
  // What is taken apart when it is read is shown as it was given.
  const plain = wrong === undefined && value !== undefined && typeof value !== 'object'
  const text = plain ? value : (given ?? (value === undefined ? '' : shownDefault))
  if (text === undefined || text === '') return ''
  if (kind === 'connection') return String(text).replace(/(:\/\/[^:@/?]*:)[^@/]*@/, `$1${masked}@`)
  if (secret) return masked
  return typeof text === 'boolean' ? (text ? '1' : '0') : String(text)
}

const say = {
  zh: {
    default: '默认',
    environment: '环境变量',
    file: '文件',
    none: '（未设）',
    unknown: (name: string) => `${name} 不是已知的设置`,
    meant: (name: string, meant: string) => `${name} 不是已知的设置，是不是 ${meant}？`,
    good: '设置没有问题。',
    bad: (n: number) => `${n} 处不对：`,
    closed: '没有 WX_APPID：微信登录在公开地址上关闭。'
  },
  en: {
    default: 'default',
    environment: 'environment',
    file: 'file',
    none: '(none)',
    unknown: (name: string) => `${name} is no setting`,
    meant: (name: string, meant: string) => `${name} is no setting; was ${meant} meant?`,
    good: 'The settings are good.',
    bad: (n: number) => `${n} wrong:`,
    closed: 'There is no WX_APPID: WeChat sign-in is closed at a public address.'
  }
}

const unknownWords = ({ unknown }: Pick<Reading, 'unknown'>, language: keyof Words): string[] =>
  unknown.map(({ name, meant }) =>
    meant === undefined ? say[language].unknown(name) : say[language].meant(name, meant)
  )

/** What `--check-config` prints. */
export function checkConfig(env: Variables = process.env, root?: string): { text: string; good: boolean } {
  const language = languageOf(env)
  const words = say[language]
  const reading = readSettings(env, root)
  const cells = reading.rows.map((row) => [row.setting.name, words[row.source], shownValue(row) || words.none] as const)
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  const lines = cells.map(([name, source, value]) =>
    [name.padEnd(widths[0] ?? 0), source.padEnd(widths[1] ?? 0), value].join('  ')
  )
  const errors = reading.errors.map((error) => `  - ${error[language]}`)
  const { isPublic: open, wxAppid, wechatStub, role } = reading.env
  const hints = unknownWords(reading, language)
  if (open && !wxAppid && !wechatStub && role !== 'worker') hints.push(words.closed)
  return {
    good: errors.length === 0,
    text: [
      ...lines,
      '',
      ...hints.map((hint) => `  ! ${hint}`),
      ...(errors.length === 0 ? [words.good] : [words.bad(errors.length), ...errors])
    ].join('\n')
  }
}

/** Names that look like settings and are none, in words. */
export const unknownSettings = (env: Variables = process.env): string[] =>
  unknownWords(readSettings(env), languageOf(env))
