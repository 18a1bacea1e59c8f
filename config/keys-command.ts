/** `npm run keys`: which key the database was made with, the change to another, and the way on when it is lost for good. */
import { keyRecord, recordLoss, recordRotation } from '#server/kernel/key-record.ts'
import { findKeys, loadKeys, ring, rotateKeyFile, type Keys, type KeySettings } from '#server/kernel/keys.ts'
import { connect, disconnect } from '#server/kernel/mongo.ts'
import { rootKeyOf } from '#server/roots/sign.ts'
import { languageOf, type Variables } from './env.ts'

type Settings = KeySettings & { mongoUri: string }

const say = {
  zh: {
    usage: '用法：npm run keys -- status | rotate | replace --lost',
    none: '（没有）',
    status: (record: string, mine: string, older: string, roots: string) =>
      `数据库记下的密钥指纹：${record}\n现在给出的：${mine}\n以前的：${older}\n每日总指纹签名的公钥：${roots}`,
    rotated: (from: string, to: string) =>
      `密钥已由 ${from} 换成 ${to}。旧密钥仍用来核对旧的回执和证书，请和新的一起交给保管人。现在重启所有进程。`,
    unchanged: '数据库记下的就是这把密钥，没有可换的。用 SERVER_KEY 给出新的，SERVER_KEY_OLD 给出旧的，再运行一次。',
    lost: '以前密钥签发的回执、证书将无法核对，证书上的身份信息无法再读。确实丢失了，加上 --lost。',
    replaced: (to: string) => `从现在起用指纹为 ${to} 的密钥。以前签发的已无法核对。`
  },
  en: {
    usage: 'Usage: npm run keys -- status | rotate | replace --lost',
    none: '(none)',
    status: (record: string, mine: string, older: string, roots: string) =>
      `Fingerprint that the database knows: ${record}\nOf the key at hand: ${mine}\nOf those before: ${older}\nPublic key that daily roots are signed under: ${roots}`,
    rotated: (from: string, to: string) =>
      `The key was changed from ${from} to ${to}. The old one still checks old receipts and papers: hand both to who keeps them. Now restart every process.`,
    unchanged:
      'The database knows this key already: there is nothing to change to. Give the new one by SERVER_KEY and the old one by SERVER_KEY_OLD, and run this again.',
    lost: 'Receipts and certificates made so far could not be checked any more, and the identities on them not be read. If the key is really lost, add --lost.',
    replaced: (to: string) =>
      `From now on the key of fingerprint ${to} is used. What was made before cannot be checked any more.`
  }
}

/** A key in a file is changed here; one that was given was changed by who gives it, and is only recorded. */
async function rotate(settings: Settings, words: (typeof say)['en']): Promise<string> {
  const before = await keyRecord()
  const found = findKeys(settings)
  // A change that was cut off between file and database is finished, not made twice.
  const isHalfDone = before !== null && found !== undefined && before.current !== found.fingerprint
  if (settings.serverKey === undefined && found && !isHalfDone) rotateKeyFile(settings.dataDir)
  const keys = loadKeys(settings)
  const done = await recordRotation(keys, new Date())
  return done ? words.rotated(before?.current ?? words.none, keys.fingerprint) : words.unchanged
}

async function status(settings: Settings, words: (typeof say)['en']): Promise<string> {
  const [record, keys] = [await keyRecord(), findKeys(settings)]
  const older = keys
    ? ring(keys)
        .slice(1)
        .map((one: Keys) => one.fingerprint)
    : []
  const roots = keys ? rootKeyOf(keys) : words.none
  return words.status(
    record?.current ?? words.none,
    keys?.fingerprint ?? words.none,
    older.join(', ') || words.none,
    roots
  )
}

export async function keysCommand(
  [what = 'status', ...more]: readonly string[],
  settings: Settings,
  env: Variables = process.env
): Promise<string> {
  const words = say[languageOf(env)]
  await connect(settings.mongoUri)
  try {
    if (what === 'status') return await status(settings, words)
    if (what === 'rotate') return await rotate(settings, words)
    if (what !== 'replace') return words.usage
    if (!more.includes('--lost')) return words.lost
    const keys = loadKeys(settings)
    await recordLoss(keys, new Date())
    return words.replaced(keys.fingerprint)
  } finally {
    await disconnect()
  }
}
