/** Checking a token: who it speaks for, out of the header's text. Every token is new, so that none is remembered. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { keysFrom } from '#server/kernel/keys.ts'
import { viewerIn } from '#server/sessions/index.ts'
import { answers, cpuOf, ready } from '../kit/probe.ts'

const keys = keysFrom(randomBytes(32).toString('hex'))
const times = 5_000

/** As server/sessions/tokens.ts signs them for a member of staff; that they are taken proves that they are alike. */
const tokens = (): string[] =>
  Array.from({ length: times }, (_, i) =>
    jwt.sign({ k: 'staff', sub: `shen${i}`, n: '沈文', o: 'centre', r: ['moderator'], f: randomUUID() }, keys.tokens, {
      algorithm: 'HS256',
      issuer: 'suishoupai',
      audience: 'api',
      expiresIn: 900
    })
  )

/** CPU microseconds of one check. */
answers['check'] = async () => {
  const fresh = tokens()
  const now = new Date()
  let good = 0
  const spent = await cpuOf(() => {
    for (const token of fresh) if (viewerIn(token, keys, now)) good++
  })
  if (good !== times) throw new Error(`${times - good} tokens were not taken`)
  return spent / times
}
/** The least that any such check does: one HMAC and one JSON.parse of the same lengths. */
answers['floor'] = async () => {
  const fresh = tokens().map((token) => token.split('.'))
  return (
    (await cpuOf(() => {
      for (const [head = '', body = ''] of fresh) {
        createHmac('sha256', keys.tokens).update(`${head}.${body}`).digest('base64url')
        JSON.parse(Buffer.from(body, 'base64url').toString())
      }
    })) / times
  )
}
ready({})
