/** The table of settings: read whole, judged whole, printed as it is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkConfig, unknownSettings } from '#config/check-config.ts'
import { readEnv, readSettings } from '#config/env.ts'
import { asked, settings } from '#config/settings.ts'
import { settingsInDocs } from '../../docs/write-settings.ts'
import { compiled } from '#tests/support/compiled.ts'
import { wechatEvents } from '#shared/wechat-messages.ts'

const good = { MONGODB_URI: 'mongodb://u:pass-word@db.example:27017/city?replicaSet=rs0' }
const errorsOf = (env: Record<string, string>): string[] =>
  readSettings({ ...good, ...env }, '/srv').errors.map(({ en }) => en)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fileOf = (text: string): string => {
  const path = join(folder, String(text.length))
  writeFileSync(path, text)
  return path
}

test('names are unique, and every setting says in both languages what it means', () => {
  const all = Object.values(settings)
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const { name, meaning } of all)
    expect([name, /[\u4e00-\u9fff]/.test(meaning.zh), meaning.en.length > 8]).toEqual([name, true, true])
})

test('the documentation has the table of today', () => {
  const { written, current } = settingsInDocs()
  // As the formatter leaves it: it evens the cells out.
  const bare = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---')
  expect(bare(written)).toBe(bare(current))
})

test('everything that is wrong is said at once, by name', () => {
  const env = { MONGODB_URI: '', PORT: 'many', ROLE: 'boss', MIGRATE: 'yes', PUBLIC_URL: 'city.example/portal' }
  const { errors } = readSettings(env, '/srv')
  expect(errors.map(({ en }) => en.split(' ')[0])).toEqual(['MONGODB_URI', 'PUBLIC_URL', 'ROLE', 'PORT', 'MIGRATE'])
  expect(errors.every(({ zh }) => /[\u4e00-\u9fff]/.test(zh))).toBe(true)
  expect(() => readEnv(env, '/srv')).toThrow(/MONGODB_URI.*\n.*PUBLIC_URL/)
})

describe('a secret in a file', () => {
  test('is read without the end of its line', () => {
    const env = readEnv({ MONGODB_URI_FILE: fileOf(`${good.MONGODB_URI}\n`) }, '/srv')
    expect(env.mongoUri).toBe(good.MONGODB_URI)
  })
  test('is refused when it is not there, or the secret is given twice', () => {
    expect(errorsOf({ SERVER_KEY_FILE: join(folder, 'none') })).toEqual([
      expect.stringMatching(/^SERVER_KEY .*ENOENT$/)
    ])
    expect(errorsOf({ MONGODB_URI_FILE: fileOf('x') })).toEqual([expect.stringMatching(/^MONGODB_URI is given twice/)])
  })
  test('is not for what is no secret', () => {
    expect(readSettings({ ...good, PORT_FILE: fileOf('1') }, '/srv').env.port).toBe(8787)
  })
})

describe('what settings must not be together', () => {
  test.each([
    [{ WX_APPID: 'wx1' }, /go together/],
    [{ HTTPS: '0', PUBLIC_URL: 'https://city.example', DEMO: '0' }, /contradicts/],
    [{ HOST: '0.0.0.0', DEMO: '0' }, /PUBLIC_URL is missing/],
    [{ DEMO: '1', HTTPS: '1' }, /DEMO=1 at a public address/],
    [{ DEMO: '1', PUBLIC_URL: 'https://city.example' }, /DEMO=1 at a public address/],
    [{ DEMO: '1', HOST: '0.0.0.0', PUBLIC_URL: 'http://127.0.0.1:8787' }, /DEMO=1 at a public address/],
    [{ DEMO: '1', PUBLIC_URL: 'https://city.example', PUBLIC_DEMO: '1' }, /must say "everybody/]
  ])('%j', (env, reason) => {
    expect(errorsOf(env)).toEqual([expect.stringMatching(reason)])
  })
  test('a public demo is had by saying what it is', () => {
    expect(errorsOf({ DEMO: '1', PUBLIC_URL: 'https://city.example', PUBLIC_DEMO: asked.publicDemo })).toEqual([])
    expect(errorsOf({ DEMO: '1' })).toEqual([])
  })
  test('https follows the address', () => {
    expect(readEnv({ ...good, DEMO: '0', PUBLIC_URL: 'https://City.Example/' }, '/srv')).toMatchObject({
      https: true,
      isPublic: true,
      publicUrl: 'https://city.example'
    })
    expect(readEnv(good, '/srv')).toMatchObject({ https: false, isPublic: false })
  })
})

describe('templates of subscribe messages', () => {
  const read = (WX_TEMPLATES: string) => readSettings({ ...good, WX_TEMPLATES }, '/srv')
  test('are read for everything that a message tells', () => {
    const all = wechatEvents.map((event) => `${event}:T_-${event}:thing1=title+character_string12=no`).join()
    expect(read(all).errors).toEqual([])
    expect(Object.keys(read(all).env.wxTemplates ?? {})).toEqual([...wechatEvents])
    expect(read('closed:T1:thing1=text+time2=at+phrase3=status').env.wxTemplates).toEqual({
      closed: { id: 'T1', fields: { thing1: 'text', time2: 'at', phrase3: 'status' } }
    })
  })
  test.each([
    'closed',
    'closed:T1',
    'news:T1:thing1=title',
    'closed:T 1:thing1=title',
    'closed:T1:thing1=openid',
    'closed:T1:keyword1=title',
    'closed:T1:phrase1=title',
    'closed:T1:time1=no',
    'closed:T1:thing1=title:x',
    'closed:T1:thing1=title,closed:T2:thing1=title'
  ])('%s is none, and it says why', (given) => {
    expect(read(given).errors.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^WX_TEMPLATES must be event:template/)
    ])
  })
})

test('a name that looks like a setting and is none is named', () => {
  const env = {
    ...good,
    LANG: 'en_US.UTF-8',
    TRUST_PROXI: '1',
    WX_TOKEN: 'x',
    HOME: '/root',
    WX_SERVICE_HOST: 'a',
    PATH: ''
  }
  expect(unknownSettings(env)).toEqual(['TRUST_PROXI is no setting; was TRUST_PROXY meant?', 'WX_TOKEN is no setting'])
})

test('what is shown masks every secret, and says where each value came from', () => {
  const shown = checkConfig(
    {
      ...good,
      LANG: 'C',
      SERVER_KEY_FILE: fileOf('ab'.repeat(32)),
      WX_APPID: 'wx1',
      WX_SECRET: 's3cret-s3cret',
      PORT: '80'
    },
    '/srv'
  )
  expect(shown.good).toBe(true)
  expect(shown.text).not.toMatch(/pass-word|s3cret|abab/)
  expect(shown.text).toMatch(/^MONGODB_URI +environment +mongodb:\/\/u:\*+@db\.example:27017\/city\?replicaSet=rs0$/m)
  expect(shown.text).toMatch(/^SERVER_KEY +file +\*+$/m)
  expect(shown.text).toMatch(/^PORT +environment +80$/m)
  expect(shown.text).toMatch(/^TRUST_PROXY +default +0$/m)
  expect(shown.text).toMatch(/^QUIET_HOURS +default +22:00-07:00$/m)
  expect(checkConfig({ ...good, LANG: 'C', QUIET_HOURS: 'off' }, '/srv').text).toMatch(
    /^QUIET_HOURS +environment +off$/m
  )
  expect(checkConfig({ LANG: 'zh_CN.UTF-8' }, '/srv').text).toMatch(/^DATA_DIR +默认 /m)
})

test('nothing secret is shown, whether it is right or wrong, and nothing but what was given', () => {
  const secrets = Object.values(settings).filter(({ secret, kind }) => secret && kind !== 'connection')
  expect(secrets.map(({ name }) => name)).toContain('ROOTS_ROBOT')
  const env = Object.fromEntries(secrets.map(({ name }) => [name, 'wecom:https://group.example/send?key=s3cret']))
  const { text } = checkConfig({ ...good, LANG: 'C', ...env, SMS_TEMPLATES: 'received:SMS_1' }, '/srv')
  expect(text).not.toMatch(/s3cret|group\.example|\[object/)
  expect(text).toMatch(/^ROOTS_ROBOT +environment +\*+$/m)
})

test('the program shows and judges its settings without a database', async () => {
  const run = async (env: Record<string, string>) => {
    const child = spawn(process.execPath, [await compiled('server/main.ts'), 'check-config'], {
      env: { LANG: 'C', ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let said = ''
    child.stdout.on('data', (text: Buffer) => (said += text.toString()))
    const [code] = (await once(child, 'close')) as [number]
    return { code, said }
  }
  expect(await run({ ...good, DEMO: '0' })).toMatchObject({
    code: 0,
    said: expect.stringContaining('The settings are good.')
  })
  const wrong = await run({ ...good, PORT: 'x', ROLE: 'y' })
  expect(wrong.code).toBe(1)
  expect(wrong.said).toMatch(/2 wrong:\n {2}- ROLE must be.*\n {2}- PORT must be/)
})
