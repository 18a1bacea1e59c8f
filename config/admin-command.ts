/** `npm run admin`: the first administrator, links by which people set their passwords, and who there is. */
import { Refused, type Refusal } from '#shared/errors.ts'
import { clockTime, dayOf, yearMonthDay } from '#shared/time-format.ts'
import { accounts, createAccount, linkOf, type CommandContext, type GivenLink } from '#server/accounts/index.ts'
import { latestRelease, openCity } from '#server/city/index.ts'
import { checkKeys, keyRecord } from '#server/kernel/key-record.ts'
import { findKeys, loadKeys, type KeySettings } from '#server/kernel/keys.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, disconnect } from '#server/kernel/mongo.ts'
import { languageOf, type Variables } from './env.ts'

export type AdminSettings = KeySettings & {
  mongoUri: string
  publicUrl: string | undefined
  host: string
  port: number
}

const say = {
  zh: {
    usage:
      '用法：npm run admin -- create 用户名 --name 姓名 [--office 单位编号] [--role admin]\n' +
      '      npm run admin -- invite 用户名    npm run admin -- reset 用户名    npm run admin -- list [--all]',
    empty: '数据库里还没有城市。先启动一次服务（npm run serve），再运行这个命令。',
    away: '连不上数据库。请核对 MONGODB_URI，数据库起来以后再运行。',
    noKey: '数据库记有密钥，这里却没有给出。用 SERVER_KEY、SERVER_KEY_FILE 或 DATA_DIR/server.key 给出和服务器同一把。',
    link: ({ person, link, until }: GivenLink) =>
      `${person.name}（${person._id}）的链接，${yearMonthDay(until)} ${clockTime(until)} 以前有效，只能用一次：\n${link}\n只在这里显示一次。请当面交给本人。`,
    none: '没有这样的账号。',
    row: (login: string, name: string, office: string, may: string, state: string) =>
      `${login}  ${name}  ${office}  ${may}  ${state}`,
    state: { left: '已离岗', active: '在用', none: '没有密码' },
    refused: {
      not_found: '没有这个用户名，或者已经离岗。npm run admin -- list --all 列出全部；要重新启用，用 create。',
      unknown_role: '没有这个岗位：admin、moderator、dispatcher、officer、verifier、organiser、supervisor、liaison。',
      unknown_office: '没有这个单位编号。'
    } as Partial<Record<Refusal, string>>,
    wrong: {
      '/login': '用户名只能用小写字母、数字和短横线，第一个不能是短横线，最多 60 个。',
      '/name': '这是新账号，请加上 --name 姓名。'
    } as Partial<Record<string, string>>
  },
  en: {
    usage:
      'Usage: npm run admin -- create LOGIN --name NAME [--office OFFICE] [--role admin]\n' +
      '       npm run admin -- invite LOGIN    npm run admin -- reset LOGIN    npm run admin -- list [--all]',
    empty: 'The database has no city yet. Start the server once (npm run serve), then run this again.',
    away: 'The database cannot be reached. Look at MONGODB_URI, and run this again once it is up.',
    noKey:
      'The database was made with a key, and none is given here. Give the one of the server by SERVER_KEY, SERVER_KEY_FILE or DATA_DIR/server.key.',
    link: ({ person, link, until }: GivenLink) =>
      `Link of ${person.name} (${person._id}), good once, until ${dayOf(until)} ${clockTime(until)} in the city (UTC+8):\n${link}\nIt is shown only here. Hand it over in person.`,
    none: 'There is no such account.',
    row: (login: string, name: string, office: string, may: string, state: string) =>
      `${login}  ${name}  ${office}  ${may}  ${state}`,
    state: { left: 'left', active: 'active', none: 'no password' },
    refused: {
      not_found:
        'Nobody has that login, or the person has left. npm run admin -- list --all shows everybody; create brings somebody back.',
      unknown_role: 'No such role: admin, moderator, dispatcher, officer, verifier, organiser, supervisor, liaison.',
      unknown_office: 'No office has that id.'
    } as Partial<Record<Refusal, string>>,
    wrong: {
      '/login': 'A login has lower-case letters, figures and hyphens, no hyphen first, 60 at most.',
      '/name': 'The account is new and needs --name NAME.'
    } as Partial<Record<string, string>>
  }
}
type Say = (typeof say)['en']

const optionIn = (given: readonly string[], name: string): string | undefined => {
  const at = given.indexOf(name)
  return at < 0 ? undefined : given[at + 1]
}

export interface CommandAnswer {
  text: string
  good: boolean
}

async function run(given: readonly string[], context: CommandContext, words: Say): Promise<CommandAnswer> {
  const [what = '', login = ''] = given
  const [name, office] = [optionIn(given, '--name'), optionIn(given, '--office')]
  const wanted = { login, role: optionIn(given, '--role') ?? 'admin', ...(name && { name }), ...(office && { office }) }
  if (what === 'list') {
    const rows = (await accounts(given.includes('--all'))).map(({ _id, name, office, roles, left, password }) =>
      words.row(_id, name, office, roles.join('+'), words.state[left ? 'left' : password ? 'active' : 'none'])
    )
    return { text: rows.join('\n') || words.none, good: true }
  }
  if (login === '' || login.startsWith('--')) return { text: words.usage, good: false }
  if (what === 'create') return { text: words.link(await createAccount(wanted, context)), good: true }
  if (what === 'invite' || what === 'reset') return { text: words.link(await linkOf(login, context)), good: true }
  return { text: words.usage, good: false }
}

async function onDatabase(given: readonly string[], settings: AdminSettings, words: Say): Promise<CommandAnswer> {
  // A link made under another key than the server's would open nothing.
  const record = await keyRecord()
  if (record && !findKeys(settings)) return { text: words.noKey, good: false }
  const keys = loadKeys(settings)
  if (record) await checkKeys(keys, new Date())
  if (!(await latestRelease())) return { text: words.empty, good: false }
  const now = (): Date => new Date()
  const city = await openCity(now, makeLog('silent'), () => undefined)
  try {
    const publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`
    return await run(given, { keys, now, city: city.current, publicUrl }, words)
  } finally {
    city.stop()
  }
}

/** What is wrong, and no more than that. */
const refusedWords = ({ code, more }: Refused, { refused, wrong }: Say): string | undefined =>
  refused[code] ?? more.errors?.map(({ at }) => wrong[at]).find((text) => text !== undefined)

/** What to print, and whether it worked. */
export async function adminCommand(
  given: readonly string[],
  settings: AdminSettings,
  env: Variables = process.env
): Promise<CommandAnswer> {
  const words = say[languageOf(env)]
  if (!['create', 'invite', 'reset', 'list'].includes(given[0] ?? '')) return { text: words.usage, good: false }
  try {
    await connect(settings.mongoUri)
  } catch {
    return { text: words.away, good: false }
  }
  try {
    return await onDatabase(given, settings, words)
  } catch (error) {
    const text = error instanceof Refused ? refusedWords(error, words) : undefined
    if (text === undefined) throw error
    return { text, good: false }
  } finally {
    await disconnect()
  }
}
