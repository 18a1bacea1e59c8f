/** Why a start is refused, in words that say what to do. */
import { StartRefused, type StartRefusal } from '#server/kernel/start-refused.ts'
import { languageOf, type Variables } from './env.ts'
import type { Words } from './settings.ts'

type Facts = Readonly<Record<string, string>>
const void_: Words = {
  zh: '回执查询码、证书的签章和加密的身份信息、日历链接、签到码都会失效',
  en: 'codes on receipts, seals and encrypted identities of certificates, calendar links and check-in codes would be void'
}

const refusals: Readonly<Record<StartRefusal, (facts: Facts) => Words>> = {
  key_missing: ({ wanted }) => ({
    zh: `找不到服务器密钥：这个数据库用的是指纹为 ${wanted} 的密钥。换一把新的，${void_.zh}。请从保管处取回密钥，用 SERVER_KEY、SERVER_KEY_FILE 或 DATA_DIR/server.key 给出。`,
    en: `The server's key is missing: this database was made with the key of fingerprint ${wanted}. With a new one ${void_.en}. Take the key from where it is kept and give it by SERVER_KEY, SERVER_KEY_FILE or DATA_DIR/server.key.`
  }),
  key_foreign: ({ wanted, found, since }) => ({
    zh: `服务器密钥不对：这个数据库自 ${since} 起用指纹为 ${wanted} 的密钥，给出的是 ${found}。照此启动，${void_.zh}。请给出原来的密钥；要更换密钥，见 docs/OPERATIONS.md 的“Keys”。`,
    en: `This is another key: since ${since} the database has been used with the key of fingerprint ${wanted}, the one given is ${found}. With it ${void_.en}. Give the right one; to change the key see "Keys" in docs/OPERATIONS.md.`
  }),
  key_unrecorded: ({ wanted, found }) => ({
    zh: `密钥换了（${wanted} 换成 ${found}），但数据库还没有记下。确认无误后运行 npm run keys -- rotate。`,
    en: `The key was changed from ${wanted} to ${found}, and the database does not know it yet. If that was meant: npm run keys -- rotate.`
  }),
  key_old_missing: ({ wanted, until }) => ({
    zh: `少了一把以前的密钥：${until} 以前用的是指纹为 ${wanted} 的密钥，那时发出的回执和证书要靠它核对。请用 SERVER_KEY_OLD 或 DATA_DIR/server.key.old 给出。`,
    en: `An earlier key is missing: until ${until} the key of fingerprint ${wanted} was used, and receipts and certificates of that time are checked by it. Give it by SERVER_KEY_OLD or DATA_DIR/server.key.old.`
  }),
  demo_accounts: ({ names }) => ({
    zh: `这个数据库曾经是演示，以下账号仍用人人知道的演示口令：${names}。请从空数据库开始；或先用 DEMO=1 在本机打开，给他们改口令、让他们离职，再以 DEMO=0 启动。`,
    en: `This database once was a demo, and these accounts still have the password that everybody knows: ${names}. Begin with an empty database; or open it with DEMO=1 on this machine, change their passwords or let them leave, and start with DEMO=0 again.`
  })
}

/** Nothing where the start failed for another reason. */
export const startWords = (error: unknown, env: Variables = process.env): string | undefined =>
  error instanceof StartRefused ? refusals[error.code](error.facts)[languageOf(env)] : undefined
