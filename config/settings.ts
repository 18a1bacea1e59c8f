/**
 * Every setting of the program, once: its name, what it means, its default, whether it is a secret, who needs it. The server reads
 * them by this table, `--check-config` shows them by it, and docs/OPERATIONS.md prints it.
 */
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'

export interface Words {
  zh: string
  en: string
}
export type Role = 'web' | 'worker'

/** Where the program stands: what `npm run build` made has everything beside itself. */
export interface Place {
  built: boolean
  root: string
  /** The folder of the city that a build carries, or of the demo city. */
  cityDir: string
}

/** What a setting comes to. */
export type Value = string | number | boolean | object | undefined

export interface Setting<T> {
  name: string
  kind: 'text' | 'number' | 'flag' | 'choice' | 'folder' | 'url' | 'connection' | 'words'
  meaning: Words
  secret: boolean
  /** Who needs it; empty for both. */
  roles: readonly Role[]
  required: boolean
  fallback(place: Place): T
  /** The default as the documentation says it, where it depends on the place. */
  shownDefault?: string
  /** Throws words when it is not one. */
  parse(text: string, place: Place): T
}

/** What is wrong with a value, in both languages; the name of the setting is put before it. */
export class Wrong extends Error {
  readonly words: Words
  constructor(words: Words) {
    super(words.en)
    this.words = words
  }
}

interface Row {
  name: string
  zh: string
  en: string
  secret?: boolean
  roles?: readonly Role[]
  shownDefault?: string
}

function setting<T>(
  { zh, en, secret = false, roles = [], ...row }: Row,
  more: Pick<Setting<T>, 'kind' | 'parse'> & { fallback: T | ((place: Place) => T); required?: boolean }
): Setting<T> {
  const { fallback, required = false, ...rest } = more
  return {
    ...row,
    ...rest,
    meaning: { zh, en },
    secret,
    roles,
    required,
    fallback: typeof fallback === 'function' ? (fallback as (place: Place) => T) : () => fallback
  }
}

const asText = (text: string): string => text
const text = (row: Row, fallback: string) => setting<string>(row, { kind: 'text', parse: asText, fallback })
const optional = (row: Row) => setting<string | undefined>(row, { kind: 'text', parse: asText, fallback: undefined })

const number = (row: Row, fallback: number) =>
  setting<number>(row, {
    kind: 'number',
    fallback,
    parse(given) {
      if (!/^\d{1,12}$/.test(given))
        throw new Wrong({ en: `must be a whole number, not "${given}"`, zh: `应为整数，现在是“${given}”` })
      return Number(given)
    }
  })

/** `22:00-07:00`, or nothing. */
const hours = (row: Row, fallback: string) =>
  setting<{ from: string; to: string } | undefined>(
    { ...row, shownDefault: fallback },
    {
      kind: 'text',
      fallback: hoursIn(fallback),
      parse(given) {
        const read = hoursIn(given)
        if (!read && given !== 'off')
          throw new Wrong({
            en: `must be like 22:00-07:00 or off, not "${given}"`,
            zh: `应为 22:00-07:00 这样的时段，或 off，现在是“${given}”`
          })
        return read
      }
    }
  )
const hoursIn = (given: string): { from: string; to: string } | undefined => {
  const [, from, to] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(given) ?? []
  return from !== undefined && to !== undefined && from !== to ? { from, to } : undefined
}

const flag = (row: Row, fallback: boolean | ((place: Place) => boolean)) =>
  setting<boolean>(row, {
    kind: 'flag',
    fallback,
    parse(given) {
      if (given !== '1' && given !== '0')
        throw new Wrong({ en: `must be 1 or 0, not "${given}"`, zh: `应为 1 或 0，现在是“${given}”` })
      return given === '1'
    }
  })

const choice = <T extends string>(row: Row, among: readonly T[], fallback: T) =>
  setting<T>(row, {
    kind: 'choice',
    fallback,
    parse(given) {
      const found = among.find((one) => one === given)
      if (found === undefined) {
        const [en, zh] = [among.join(', '), among.join('、')]
        throw new Wrong({ en: `must be one of ${en}, not "${given}"`, zh: `应为 ${zh} 之一，现在是“${given}”` })
      }
      return found
    }
  })

const folder = (row: Row, fallback: (place: Place) => string) =>
  setting<string>(row, { kind: 'folder', fallback, parse: (given, { root }) => resolve(root, given) })

/** Something that is switched on only by saying in words what it does. */
const saidInWords = (row: Row, words: string) =>
  setting<boolean>(row, {
    kind: 'words',
    fallback: false,
    parse(given) {
      if (given !== words) throw new Wrong({ en: `must say "${words}" or nothing`, zh: `要么不设，要么写“${words}”` })
      return true
    }
  })

const events = ['question', 'closed', 'replied', 'volunteering', 'certificate', 'accepted'] as const
const values = ['title', 'text', 'no', 'status', 'at'] as const
const field = /^(thing|phrase|character_string|number|time|date)\d{1,2}$/
type WechatTemplates = Partial<
  Record<(typeof events)[number], { id: string; fields: Record<string, (typeof values)[number]> }>
>
/** `event:template:field=value+field=value`, with commas between. */
function templatesIn(given: string): WechatTemplates {
  const wrong = (part: string): never => {
    const [en, zh] = [`${events.join(', ')}; ${values.join(', ')}`, `${events.join('、')}；${values.join('、')}`]
    throw new Wrong({
      en: `must be event:template:field=value+field=value, with commas between, not "${part}" (${en}; fields thing, character_string, number, phrase for the status, time or date for the moment, each with its number)`,
      zh: `应为 类别:模板ID:字段=内容+字段=内容，用逗号隔开，现在是“${part}”（${zh}；字段是 thing、character_string、number 加编号；phrase 填 status，time、date 填 at）`
    })
  }
  const entries = given.split(',').map((part) => {
    const [name, id = '', list = '', ...more] = part.split(':')
    const event = events.find((one) => one === name) ?? wrong(part)
    if (!/^[\w-]{1,64}$/.test(id) || more.length > 0) wrong(part)
    const fields = list.split('+').map((pair) => {
      const [to = '', from] = pair.split('=')
      const value = values.find((one) => one === from) ?? wrong(part)
      // What is no word of ours and no moment would be refused there.
      const fits = /^(time|date)/.test(to) ? value === 'at' : !to.startsWith('phrase') || value === 'status'
      return field.test(to) && fits ? ([to, value] as const) : wrong(part)
    })
    return [event, { id, fields: Object.fromEntries(fields) }] as const
  })
  if (new Set(entries.map(([event]) => event)).size !== entries.length) wrong(given)
  return Object.fromEntries(entries)
}

/** The address that people type: scheme, host, perhaps a port, nothing behind. */
const publicAddress = (row: Row) =>
  setting<string | undefined>(row, {
    kind: 'url',
    fallback: undefined,
    parse(given) {
      const url = URL.canParse(given) ? new URL(given) : undefined
      const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
      if (!url || !bare || !/^https?:$/.test(url.protocol))
        throw new Wrong({
          en: 'must be an address like https://city.example, with nothing behind the host',
          zh: '应为 https://city.example 这样的地址，主机名后面不带任何内容'
        })
      return url.origin
    }
  })

export const asked = {
  publicDemo: 'everybody-may-sign-in-as-anybody',
  wechatStub: 'nobody-is-who-he-says'
} as const

export const settings = {
  mongoUri: setting<string>(
    {
      name: 'MONGODB_URI',
      secret: true,
      zh: '数据库地址：一个副本集，含库名；可带用户名、口令和 TLS 选项',
      en: 'The database: a replica set, with the name of the database; may hold a user, a password and TLS options'
    },
    { kind: 'connection', required: true, fallback: '', parse: asText }
  ),
  databaseTimeoutMs: number(
    {
      name: 'DATABASE_TIMEOUT_MS',
      zh: '数据库一条命令最多等多少毫秒，超时即告知来访者稍后再试；导出、迁移、备份、建索引另有长得多的时限',
      en: 'For how many milliseconds a command of the database may take before the visitor is told to come back; evaluations, migrations, backups and index builds have far longer'
    },
    3_000
  ),
  publicUrl: publicAddress({
    name: 'PUBLIC_URL',
    shownDefault: 'the listening address; required without the demo in production',
    zh: '市民输入的网址，例如 https://city.example；所有对外链接都由此而来，其他主机名一律拒绝',
    en: 'The address that people type, like https://city.example: all absolute links come from it, other hosts are refused'
  }),
  role: choice(
    {
      name: 'ROLE',
      zh: '本进程的职责：答复请求（web）、后台作业（worker）或两者（both）',
      en: 'What this process does: answer requests (web), do the jobs (worker), or both'
    },
    ['web', 'worker', 'both'] as const,
    'both'
  ),
  host: text({ name: 'HOST', roles: ['web'], zh: '监听的地址', en: 'Address to listen on' }, '127.0.0.1'),
  port: number({ name: 'PORT', roles: ['web'], zh: '监听的端口', en: 'Port to listen on' }, 8787),
  https: setting<boolean | undefined>(
    {
      name: 'HTTPS',
      roles: ['web'],
      shownDefault: '1 where PUBLIC_URL is https',
      zh: '市民经 https 访问：Cookie 加 Secure，页面要求升级；默认看 PUBLIC_URL',
      en: 'People come over https: cookies get Secure, pages ask for upgrades; follows PUBLIC_URL'
    },
    { kind: 'flag', fallback: undefined, parse: flag({ name: '', zh: '', en: '' }, false).parse }
  ),
  trustProxy: number(
    {
      name: 'TRUST_PROXY',
      roles: ['web'],
      zh: '前面有几层自己的代理；来访者的地址从 X-Forwarded-For 的右边数起，0 为不看',
      en: 'How many proxies of your own stand in front: the visitor is counted from the right of X-Forwarded-For; 0 ignores it'
    },
    0
  ),
  dataDir: folder(
    {
      name: 'DATA_DIR',
      shownDefault: '.data',
      zh: '程序存放文件的文件夹：照片、每日总账、密钥',
      en: 'Folder of what the program keeps: photos, daily roots, the key'
    },
    ({ root }) => join(root, '.data')
  ),
  cityDir: folder(
    {
      name: 'CITY_DIR',
      shownDefault: 'the demo city; without the demo, a city that has nothing yet',
      zh: '空数据库由这个文件夹里的城市填入',
      en: 'Folder of the city that fills an empty database'
    },
    ({ cityDir }) => cityDir
  ),
  serverKey: optional({
    name: 'SERVER_KEY',
    secret: true,
    shownDefault: 'a file in DATA_DIR, made at the first start',
    zh: '服务器的根密钥，至少 32 字节的十六进制；所有进程用同一把',
    en: 'Root key of the server, 32 bytes or more of hex; the same for all processes'
  }),
  serverKeyOld: optional({
    name: 'SERVER_KEY_OLD',
    secret: true,
    shownDefault: 'a file beside that of the key',
    zh: '以前的根密钥，新的在前，用逗号隔开；用它们签发的回执和证书仍然有效',
    en: 'Earlier root keys, the newest first, with commas between: receipts and papers made under them stay good'
  }),
  demo: flag(
    {
      name: 'DEMO',
      shownDefault: '0 in a build, 1 from source',
      zh: '把演示案件和演示账号填进空数据库',
      en: 'Fill an empty database with the demo cases and accounts'
    },
    ({ built }) => !built
  ),
  secondFactor: setting<'required' | 'offered' | undefined>(
    {
      name: 'SECOND_FACTOR',
      roles: ['web'],
      shownDefault: 'required; offered with the demo',
      zh: '管理员、审核员和看得到联系方式的人登录要不要动态码：必须（required）或自愿（offered）',
      en: 'Whether administrators, moderators and whoever reads contact data need a second factor to sign in: required, or offered'
    },
    {
      kind: 'choice',
      fallback: undefined,
      parse: choice({ name: '', zh: '', en: '' }, ['required', 'offered'] as const, 'required').parse
    }
  ),
  publicDemo: saidInWords(
    {
      name: 'PUBLIC_DEMO',
      zh: `演示口令人人知道：要在公开地址上演示，须写明 ${asked.publicDemo}`,
      en: `The demo's password is known to everybody: at a public address it has to be asked for by ${asked.publicDemo}`
    },
    asked.publicDemo
  ),
  wxAppid: optional({
    name: 'WX_APPID',
    zh: '小程序的 AppID；公开地址上不设，则微信登录关闭，也不发订阅消息',
    en: 'AppID of the mini-program; without it WeChat sign-in is closed at a public address, and no subscribe message is sent'
  }),
  wxSecret: optional({
    name: 'WX_SECRET',
    secret: true,
    zh: '小程序的 AppSecret',
    en: 'AppSecret of the mini-program'
  }),
  wxApi: setting<string>(
    {
      name: 'WX_API',
      zh: '微信服务端接口的地址；经自己的出口代理或用其他接入点时才改',
      en: "Where WeChat's server API answers: another of its entry points, or a proxy of your own on the way out"
    },
    {
      kind: 'url',
      fallback: 'https://api.weixin.qq.com',
      parse: (given, place) => publicAddress({ name: '', zh: '', en: '' }).parse(given, place) ?? given
    }
  ),
  wxTemplates: setting<WechatTemplates | undefined>(
    {
      name: 'WX_TEMPLATES',
      shownDefault: 'none',
      zh: '每类消息用小程序后台里的哪个订阅消息模板，各字段填什么，例如 question:模板ID:thing1=title+character_string2=no+time3=at；没有模板的不发',
      en: 'Which template of subscribe messages tells what, and what stands in its fields, like question:ID:thing1=title+character_string2=no+time3=at; what has none is not sent'
    },
    { kind: 'text', fallback: undefined, parse: templatesIn }
  ),
  wechatStub: saidInWords(
    {
      name: 'WECHAT_STUB',
      roles: ['web'],
      zh: `以假乱真的微信登录只用于试验：要在公开地址上用，须写明 ${asked.wechatStub}`,
      en: `The stub of WeChat sign-in lets in whoever comes: at a public address it has to be asked for by ${asked.wechatStub}`
    },
    asked.wechatStub
  ),
  mailUrl: setting<string | undefined>(
    {
      name: 'MAIL_URL',
      secret: true,
      zh: '发邮件的服务器，例如 smtps://用户:口令@mail.example:465 或 smtp://用户:口令@mail.example:587；不设就不发邮件',
      en: 'The mail server, like smtps://name:password@mail.example:465 or smtp://name:password@mail.example:587; without it no mail is sent'
    },
    {
      kind: 'connection',
      fallback: undefined,
      parse(given) {
        const url = URL.canParse(given) ? new URL(given) : undefined
        if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
          throw new Wrong({
            en: 'must be smtp://… or smtps://… with a host',
            zh: '应为 smtp://… 或 smtps://…，要有主机名'
          })
        return given
      }
    }
  ),
  mailFrom: setting<string | undefined>(
    {
      name: 'MAIL_FROM',
      zh: '发件人，例如 云亭随手拍 <noreply@city.example>',
      en: 'Who sends the mail, like "City <noreply@city.example>"'
    },
    {
      kind: 'text',
      fallback: undefined,
      parse(given) {
        if (!/^([^<>]*<)?[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+>?$/.test(given.trim()))
          throw new Wrong({
            en: `must be an address or "name <address>", not "${given}"`,
            zh: `应为邮箱地址或“名称 <地址>”，现在是“${given}”`
          })
        return given.trim()
      }
    }
  ),
  smsKeyId: optional({
    name: 'SMS_KEY_ID',
    zh: '阿里云短信的 AccessKey ID；不设就不发短信',
    en: 'AccessKey ID of Alibaba Cloud SMS; without it no text message is sent'
  }),
  smsKeySecret: optional({
    name: 'SMS_KEY_SECRET',
    secret: true,
    zh: '阿里云短信的 AccessKey Secret',
    en: 'AccessKey secret of Alibaba Cloud SMS'
  }),
  smsSign: optional({
    name: 'SMS_SIGN',
    zh: '审核通过的短信签名',
    en: 'The approved signature that stands before every text message'
  }),
  smsTemplates: setting<string | undefined>(
    {
      name: 'SMS_TEMPLATES',
      shownDefault: 'none',
      zh: '每类通知用哪个审核通过的模板，例如 outcome:SMS_101,question:SMS_102,test:SMS_103；没有模板的不发',
      en: 'Which approved template says which kind of news, like outcome:SMS_101,question:SMS_102,test:SMS_103; a kind without one is not sent'
    },
    {
      kind: 'text',
      fallback: undefined,
      parse(given) {
        if (!/^\w+:\w+(,\w+:\w+)*$/.test(given))
          throw new Wrong({ en: 'must be kind:template, with commas between', zh: '应为 类别:模板，用逗号隔开' })
        return given
      }
    }
  ),
  outgoingAllow: setting<string | undefined>(
    {
      name: 'OUTGOING_ALLOW',
      shownDefault: 'none',
      zh: '允许机器人网址指向的内部主机，例如 wecom.internal,10.0.0.5:8443；其他内部地址一律拒绝',
      en: 'Hosts of your own network that a webhook may name, like wecom.internal,10.0.0.5:8443; all others inside are refused'
    },
    {
      kind: 'text',
      fallback: undefined,
      parse(given) {
        const wrong = given
          .split(',')
          .find((host) => !URL.canParse(`http://${host}`) || new URL(`http://${host}`).host !== host)
        if (wrong !== undefined)
          throw new Wrong({
            en: `"${wrong}" is no host, nor host:port`,
            zh: `“${wrong}”不是主机名，也不是 主机名:端口`
          })
        return given
      }
    }
  ),
  rootsFolder: setting<string | undefined>(
    {
      name: 'ROOTS_FOLDER',
      roles: ['worker'],
      zh: '每日总指纹另存到这个文件夹，每天一个文件；应在另一块盘或另一台机器上，须事先建好',
      en: 'Daily roots are written to this folder too, a file a day: another disk or machine, and it has to be there'
    },
    { kind: 'folder', fallback: undefined, parse: (given, { root }) => resolve(root, given) }
  ),
  rootsMail: setting<string | undefined>(
    {
      name: 'ROOTS_MAIL',
      roles: ['worker'],
      zh: '每日总指纹每天寄到这个邮箱，最好由别的单位保管',
      en: 'Daily roots are mailed to this address every day, best one of another organisation'
    },
    {
      kind: 'text',
      fallback: undefined,
      parse(given) {
        if (!/^[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+$/.test(given))
          throw new Wrong({ en: `must be one address, not "${given}"`, zh: `应为一个邮箱地址，现在是“${given}”` })
        return given
      }
    }
  ),
  rootsRobot: setting<{ kind: 'wecom' | 'dingtalk'; url: string; secret?: string } | undefined>(
    {
      name: 'ROOTS_ROBOT',
      roles: ['worker'],
      secret: true,
      zh: '每日总指纹每天发到这个群机器人：wecom:https://… 或 dingtalk:https://…，钉钉加签密钥写在 # 后面',
      en: 'Daily roots are posted to this group’s robot every day: wecom:https://… or dingtalk:https://…, a signing secret behind #'
    },
    {
      kind: 'text',
      fallback: undefined,
      parse(given) {
        const [, kind, address = ''] = /^(wecom|dingtalk):(https?:\/\/.+)$/.exec(given) ?? []
        if ((kind !== 'wecom' && kind !== 'dingtalk') || !URL.canParse(address))
          throw new Wrong({
            en: 'must be wecom:https://… or dingtalk:https://…',
            zh: '应为 wecom:https://… 或 dingtalk:https://…'
          })
        const [url = '', secret] = address.split('#')
        return { kind, url, ...(secret && { secret }) }
      }
    }
  ),
  rateLimit: number(
    {
      name: 'RATE_LIMIT',
      roles: ['web'],
      zh: '每人每分钟的请求数，每个地址为十倍；0 为不限',
      en: 'Requests a minute and person, ten times as many an address; 0 is no limit'
    },
    600
  ),
  uploadsMb: number(
    {
      name: 'UPLOADS_MB',
      roles: ['web'],
      zh: '正在接收的照片和表单在每个进程的内存里一共最多占多少兆，一台机器上有两个进程就是两倍；每个人（不知是谁的，按地址）最多占一半，不应少于 200',
      en: 'How many megabytes of photos and forms may lie in the memory of each process while they are received and worked on, twice as many on a machine with two; every person (or address, of whom nobody knows) has half of it at most. Not less than 200'
    },
    256
  ),
  photoDayMb: number(
    {
      name: 'PHOTO_DAY_MB',
      roles: ['web'],
      zh: '每人每天最多存多少兆照片原件，每个地址为十倍；0 为不限',
      en: 'How many megabytes of originals a person may send a day, ten times as many an address; 0 is no limit'
    },
    400
  ),
  sameReportMinutes: number(
    {
      name: 'SAME_REPORT_MINUTES',
      roles: ['web'],
      zh: '同一个人这么多分钟内在同一处报同一类问题、照片又很像，先问一句是不是重复；0 为不问，最长 60',
      en: 'Within so many minutes whoever reports the same category at the same place with a photo that looks alike is asked whether he meant it; 0 is never, 60 the most'
    },
    15
  ),
  logLevel: choice(
    { name: 'LOG_LEVEL', zh: '日志详略', en: 'How much is logged' },
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const,
    'info'
  ),
  accessLog: flag(
    {
      name: 'ACCESS_LOG',
      roles: ['web'],
      shownDefault: '1 in a build, 0 from source',
      zh: '日志里每个请求一行：编号、路由、结果、用时、网段；不记个人信息',
      en: 'One line a request in the log: its name, route, outcome, time, network; nothing of a person'
    },
    ({ built }) => built
  ),
  metricsToken: optional({
    name: 'METRICS_TOKEN',
    secret: true,
    zh: '持此口令（Bearer）者可以从别的机器读 /metrics；不设则只有本机能读',
    en: 'Who brings it (Bearer) may read /metrics from elsewhere; without it only this machine may'
  }),
  healthPort: number(
    {
      name: 'HEALTH_PORT',
      roles: ['worker'],
      zh: '只做后台作业的进程在这个端口回答 /healthz、/readyz、/metrics；0 为不回答',
      en: 'At this port a process that is only a worker answers /healthz, /readyz and /metrics; 0 is none'
    },
    0
  ),
  diskFreeMb: number(
    {
      name: 'DISK_FREE_MB',
      zh: '数据文件夹所在磁盘少于这么多兆时，/readyz 说不行',
      en: 'With less than so many megabytes free on the disk of the data folder /readyz says no'
    },
    512
  ),
  suggestDaily: flag(
    {
      name: 'SUGGEST_DAILY',
      roles: ['worker'],
      zh: '有新内容时每天重新学习分类建议；否则只在有人要求时',
      en: 'Learn the category suggestion anew every day there is something to learn; else only when asked to'
    },
    true
  ),
  quietHours: hours(
    {
      name: 'QUIET_HOURS',
      roles: ['worker'],
      zh: '这段时间里不急的消息等到早上再发；off 为不设',
      en: 'Between these hours of the day what is not urgent waits for the morning; off is never'
    },
    '22:00-07:00'
  ),
  jobLeaseMs: number(
    {
      name: 'JOB_LEASE_MS',
      roles: ['worker'],
      zh: '一个作业最多占用多少毫秒，之后由别的进程接手',
      en: 'For how many milliseconds a worker may keep a job before another one takes it'
    },
    30_000
  ),
  storage: choice(
    {
      name: 'STORAGE',
      zh: '照片与存档放在哪里：DATA_DIR 里的文件（files），或 S3 兼容的对象存储（s3）',
      en: 'Where photos and records lie: files in DATA_DIR (files), or an S3-compatible store (s3)'
    },
    ['files', 's3'] as const,
    'files'
  ),
  storageOld: setting<'files' | 's3' | undefined>(
    {
      name: 'STORAGE_OLD',
      zh: '搬迁期间：以前放在哪里，还没搬的从那里读',
      en: 'While photos are moved: where they were before, and are read from until they are moved'
    },
    { kind: 'choice', fallback: undefined, parse: choice({ name: '', zh: '', en: '' }, ['files', 's3'], 'files').parse }
  ),
  s3Endpoint: optional({
    name: 'S3_ENDPOINT',
    shownDefault: 'that of Amazon for the region',
    zh: '对象存储的网址，例如 https://s3.example:9000',
    en: 'Address of the object store, like https://s3.example:9000'
  }),
  s3Region: text({ name: 'S3_REGION', zh: '对象存储的区域', en: 'Region of the object store' }, 'us-east-1'),
  s3Bucket: optional({ name: 'S3_BUCKET', zh: '存储桶的名字', en: 'Name of the bucket' }),
  s3Prefix: optional({
    name: 'S3_PREFIX',
    zh: '加在每个文件名前，例如 suishoupai/，供多个系统共用一个桶',
    en: 'Put before every name, like suishoupai/, for a bucket shared with others'
  }),
  s3AccessKey: optional({
    name: 'S3_ACCESS_KEY',
    secret: true,
    zh: '对象存储的访问密钥',
    en: 'Access key of the object store'
  }),
  s3SecretKey: optional({
    name: 'S3_SECRET_KEY',
    secret: true,
    zh: '对象存储的私密密钥',
    en: 'Secret key of the object store'
  }),
  s3TimeoutMs: number(
    {
      name: 'S3_TIMEOUT_MS',
      zh: '对象存储一次最多等多少毫秒，然后重试',
      en: 'For how many milliseconds one try at the object store may take before the next'
    },
    15_000
  ),
  backupDir: setting<string | undefined>(
    {
      name: 'BACKUP_DIR',
      zh: '备份放在哪个文件夹；命令里的 --to 优先',
      en: 'Folder that backups go to, unless the command says --to'
    },
    { kind: 'folder', fallback: undefined, parse: (given, { root }) => resolve(root, given) }
  ),
  backupRecipients: optional({
    name: 'BACKUP_RECIPIENTS',
    zh: '备份用这些 age 公钥加密，以逗号隔开；私钥不放在服务器上',
    en: 'Public keys of age that backups are sealed to, with commas between; their private keys are not kept here'
  }),
  migrate: flag(
    {
      name: 'MIGRATE',
      zh: '启动时执行待办的数据迁移；否则有待办就拒绝启动',
      en: 'Apply pending migrations at the start; else the start refuses while there are any'
    },
    false
  ),
  seedOnly: flag({ name: 'SEED_ONLY', zh: '填好数据库就结束', en: 'Fill the database, then end' }, false)
}

export type Settings = typeof settings
export type Values = { [K in keyof Settings]: Settings[K] extends Setting<infer T> ? T : never }

const loopbackNames = ['localhost', '127.0.0.1', '::1', '[::1]']
/** Only this machine reaches it. */
export const isLoopback = (host: string): boolean =>
  loopbackNames.includes(host) || (isIP(host) === 4 && host.startsWith('127.'))

/** Strangers can come: what is only for trying has to be asked for in words. */
export const isPublic = ({ publicUrl, https, host }: Pick<Values, 'publicUrl' | 'https' | 'host'>): boolean =>
  https === true || !isLoopback(host) || (publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname))

/** What settings must not be together; each says what is wrong and what to do. */
export const rules: readonly ((values: Values, place: Place) => Words | false)[] = [
  ({ storage, storageOld, s3Bucket, s3AccessKey, s3SecretKey }) =>
    [storage, storageOld].includes('s3') &&
    !(s3Bucket && s3AccessKey && s3SecretKey) && {
      en: 'STORAGE=s3 needs S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY',
      zh: 'STORAGE=s3 还需要 S3_BUCKET、S3_ACCESS_KEY 和 S3_SECRET_KEY'
    },
  ({ wxAppid, wxSecret }) =>
    !wxAppid !== !wxSecret && {
      en: 'WX_APPID and WX_SECRET go together',
      zh: 'WX_APPID 和 WX_SECRET 要么都设，要么都不设'
    },
  ({ mailUrl, mailFrom }) =>
    !mailUrl !== !mailFrom && {
      en: 'MAIL_URL and MAIL_FROM go together',
      zh: 'MAIL_URL 和 MAIL_FROM 要么都设，要么都不设'
    },
  ({ rootsMail, mailUrl, demo }) =>
    rootsMail !== undefined &&
    !mailUrl &&
    !demo && { en: 'ROOTS_MAIL needs MAIL_URL and MAIL_FROM', zh: 'ROOTS_MAIL 还需要 MAIL_URL 和 MAIL_FROM' },
  ({ smsKeyId, smsKeySecret, smsSign }) =>
    new Set([!smsKeyId, !smsKeySecret, !smsSign]).size > 1 && {
      en: 'SMS_KEY_ID, SMS_KEY_SECRET and SMS_SIGN go together',
      zh: 'SMS_KEY_ID、SMS_KEY_SECRET、SMS_SIGN 要么都设，要么都不设'
    },
  ({ https, publicUrl }) =>
    https !== undefined &&
    publicUrl !== undefined &&
    https !== publicUrl.startsWith('https:') && {
      en: `HTTPS=${https ? 1 : 0} contradicts PUBLIC_URL=${publicUrl}: leave HTTPS away, it follows the address`,
      zh: `HTTPS=${https ? 1 : 0} 与 PUBLIC_URL=${publicUrl} 矛盾：不必设 HTTPS，它随网址而定`
    },
  ({ publicUrl, demo, role, host }, { built }) =>
    publicUrl === undefined &&
    ((built && !demo) || (role !== 'worker' && !isLoopback(host))) && {
      en: 'PUBLIC_URL is missing: links in e-mails, on certificates and in codes lead to the address that it names, for example PUBLIC_URL=https://city.example',
      zh: '缺少 PUBLIC_URL：邮件、证书、二维码里的链接都指向它，例如 PUBLIC_URL=https://city.example'
    },
  (values) =>
    values.demo &&
    !values.publicDemo &&
    isPublic(values) && {
      en: `DEMO=1 at a public address is refused: everybody can read the demo's password in the README and would be administrator here. Set DEMO=0, or say PUBLIC_DEMO=${asked.publicDemo}`,
      zh: `公开地址上不允许 DEMO=1：演示口令写在 README 里，谁都能以管理员身份登录。请设 DEMO=0；确要公开演示，写 PUBLIC_DEMO=${asked.publicDemo}`
    }
]
