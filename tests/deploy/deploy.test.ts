/** The files for running it are held against the settings, the limits and each other: what they name is there. */
import { describe, expect, test } from 'vitest'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { readSettings } from '#config/env.ts'
import { settings } from '#config/settings.ts'
import { refusals, type Problem } from '#shared/errors.ts'
import { words } from '#shared/locales/index.ts'
import { photoBytesAtMost } from '#shared/photos.ts'
import { root } from '#tests/support/source.ts'

const deploy = join(root, 'deploy')
const read = (...path: string[]): string => readFileSync(join(deploy, ...path), 'utf8')

interface Service {
  image?: string
  environment?: Record<string, string>
  secrets?: string[]
  volumes?: (string | { source: string; bind?: { create_host_path?: boolean } })[]
  read_only?: boolean
  depends_on?: Record<string, unknown>
  security_opt?: string[]
}
const compose = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
  secrets: Record<string, { file: string }>
  volumes: Record<string, unknown>
}
const services = Object.entries(compose.services)
const ours = services.filter(([, { image = '' }]) => image.startsWith('suishoupai:'))

const all = Object.values(settings)
const known = new Set(all.flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name])))
const ofSystem = ['NODE_ENV', 'LANG']
const strange = (names: readonly string[]): string[] =>
  names.filter((name) => !known.has(name) && !ofSystem.includes(name))

/** What a unit or a file of variables sets, with whatever stands for the name of the unit. */
const variablesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.replace(/^Environment=/, ''))
      .filter((line) => /^[A-Z][A-Z0-9_]*=/.test(line))
      .flatMap((line) => line.split(/ (?=[A-Z][A-Z0-9_]*=)/))
      .map(
        (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1).replace('%i', '8787')] as const
      )
  )
const containerfile = read('Containerfile')
const ofImage = Object.fromEntries(
  (/^ENV (.+)$/m.exec(containerfile)?.[1] ?? '').split(' ').map((pair) => pair.split('=') as [string, string])
)

/** Their values, judged as the server judges them; secrets as if they were in their files. */
function complaints(env: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'))
  const secrets: Record<string, string> = {
    SERVER_KEY_FILE: 'ab'.repeat(32),
    MONGODB_URI_FILE: 'mongodb://db/x?replicaSet=rs0'
  }
  const given = Object.fromEntries(
    Object.entries(env).map(([name, value]) => {
      if (!name.endsWith('_FILE')) return [name, value.startsWith('${PUBLIC_URL') ? 'https://city.example' : value]
      writeFileSync(join(folder, name), secrets[name] ?? 'secret')
      return [name, join(folder, name)]
    })
  )
  try {
    const { errors, unknown } = readSettings(given, '/app')
    return [...errors.map(({ en }) => en), ...unknown.map(({ name }) => name)]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('compose.yaml', () => {
  test('runs two web processes, one worker, and one that migrates before them', () => {
    expect(ours.map(([name, { environment = {} }]) => [name, environment['ROLE']])).toEqual([
      ['web1', 'web'],
      ['web2', 'web'],
      ['worker', 'worker'],
      ['migrate', 'web']
    ])
    expect(compose.services['migrate']?.environment).toMatchObject({ MIGRATE: '1', SEED_ONLY: '1' })
    for (const [name, { depends_on = {} }] of ours)
      if (name !== 'migrate') expect(Object.keys(depends_on)).toContain('migrate')
  })

  test.each(ours)('sets for %s nothing but settings, and good ones', (_name, { environment = {} }) => {
    expect(strange(Object.keys(environment))).toEqual([])
    expect(complaints({ ...ofImage, ...environment })).toEqual([])
  })

  test('names every secret and volume that it uses, and no setting holds a secret itself', () => {
    for (const [name, { secrets = [], volumes = [], environment = {} }] of services) {
      expect([name, secrets.filter((one) => !compose.secrets[one])]).toEqual([name, []])
      const sources = volumes.map((one) => (typeof one === 'string' ? (one.split(':')[0] ?? '') : one.source))
      const named = sources.filter((one) => !one.startsWith('.'))
      expect([name, named.filter((one) => !(one in compose.volumes))]).toEqual([name, []])
      // What somebody has to write first is not made as an empty folder in its place.
      const written = volumes.flatMap((one) => (typeof one === 'string' ? [] : [one]))
      for (const { source, bind } of written) expect([source, bind?.create_host_path]).toEqual([source, false])
      const mounted = sources.filter(
        (one) => one.startsWith('./') && !one.includes('/secrets') && !written.some(({ source }) => source === one)
      )
      for (const path of mounted) expect(() => readFileSync(join(deploy, path))).not.toThrow()
      const open = all.filter(({ name: setting, secret }) => secret && environment[setting] !== undefined)
      expect([name, open]).toEqual([name, []])
      const files = Object.entries(environment).filter(([key]) => key.endsWith('_FILE'))
      for (const [, path] of files) expect(secrets.map((one) => `/run/secrets/${one}`)).toContain(path)
    }
    const made = read('secrets.sh')
    for (const name of Object.keys(compose.secrets)) expect(made).toContain(`make ${name} `)
  })

  test('fixes every image to a version', () => {
    const images = [
      ...services.map(([, { image = '' }]) => image),
      ...[...containerfile.matchAll(/^ARG NODE=(.+)$/gm)].map(([, text = '']) => text)
    ]
    for (const image of images) expect(image).toMatch(/:v?\d+\.\d+/)
    for (const [, from = ''] of containerfile.matchAll(/^FROM (\S+)/gm)) expect(from).toBe('${NODE}')
  })

  test('lets the program write nowhere but in its data', () => {
    for (const [, service] of ours) {
      expect(service.read_only).toBe(true)
      expect(service.security_opt).toContain('no-new-privileges:true')
    }
    expect(containerfile).toMatch(/^USER node$/m)
    expect(containerfile.indexOf('USER node')).toBeGreaterThan(containerfile.lastIndexOf('FROM'))
    expect(containerfile).toMatch(/^HEALTHCHECK /m)
    expect(strange(Object.keys(ofImage))).toEqual([])
  })
})

describe('systemd', () => {
  const shared = variablesIn(read('systemd', 'suishoupai.env'))
  test.each(readdirSync(join(deploy, 'systemd')).filter((name) => name.endsWith('.service')))('%s', (name) => {
    const unit = read('systemd', name)
    const env = { ...shared, ...variablesIn(unit) }
    expect(strange(Object.keys(env))).toEqual([])
    expect(complaints(env)).toEqual([])
    for (const said of [
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'ProtectHome=yes',
      'PrivateTmp=yes',
      'CapabilityBoundingSet=',
      'User=suishoupai'
    ])
      expect(unit.split('\n')).toContain(said)
    for (const [, credential = ''] of unit.matchAll(/%d\/(\w+)/g))
      expect(unit).toContain(`LoadCredential=${credential}:`)
    expect(`/var/lib/${/StateDirectory=(\w+)/.exec(unit)?.[1] ?? ''}`).toBe(env['DATA_DIR'])
  })
})

describe('nginx', () => {
  const [site, proxy] = [read('nginx', 'suishoupai.conf'), read('nginx', 'proxy.conf')]

  test('is the one proxy that is counted, and passes on the host and nobody’s own claims', () => {
    expect(proxy.match(/X-Forwarded-For \$proxy_add_x_forwarded_for/g)).toHaveLength(1)
    const hops = [
      ...ours.map(([, { environment = {} }]) => environment['TRUST_PROXY']),
      variablesIn(read('systemd', 'suishoupai.env'))['TRUST_PROXY']
    ]
    expect(new Set(hops)).toEqual(new Set(['1']))
    expect(proxy).toMatch(/^proxy_set_header Host \$http_host;$/m)
    for (const name of ['X-Forwarded-Host', 'X-Forwarded-Proto'])
      expect(proxy).toContain(`proxy_set_header ${name} "";`)
  })

  const siteFor = (url: string) => spawnSync('sh', [join(deploy, 'nginx/site.sh'), url], { encoding: 'utf8' })

  test.each([
    ['https://your.name', '443', 'https://your.name'],
    ['https://your.name:443/', '443', 'https://your.name'],
    ['https://your.name:8443', '8443', 'https://your.name:8443']
  ])('%s is where it listens and where http is led', (url, port, shown) => {
    const { status, stdout } = siteFor(url)
    expect(status).toBe(0)
    expect([...stdout.matchAll(/^ *listen (?:\[::\]:)?(\d+)/gm)].map(([, at]) => at)).toEqual(
      [...site.matchAll(/^ *listen (?:\[::\]:)?(\d+)/gm)].map(([, at]) => (at === '443' ? port : at))
    )
    expect(stdout.match(/return 301 \S+/)?.[0]).toBe(`return 301 ${shown}$request_uri;`)
    expect([...stdout.matchAll(/server_name ([^;]+);/g)].map(([, name]) => name)).toEqual([
      'your.name',
      '_',
      'your.name'
    ])
    expect(stdout).not.toContain('city.example')
  })

  test.each([
    '',
    'http://your.name',
    'your.name',
    'https://',
    'https://your.name:',
    'https://a b',
    'https://x;y',
    'https://a:80'
  ])('no configuration is written for “%s”', (url) => {
    const { status, stdout, stderr } = siteFor(url)
    expect([status, stdout]).toEqual([64, ''])
    expect(stderr).toContain('usage')
  })

  test('takes the largest photo, keeps nothing, and shows no figures', () => {
    const bodies = [...site.matchAll(/client_max_body_size (\d+)m/g)].map(([, mb]) => Number(mb) * 1024 * 1024)
    const photos = /location = \/api\/photos \{\s+client_max_body_size (\d+)m/.exec(site)?.[1]
    expect(Number(photos) * 1024 * 1024).toBeGreaterThan(photoBytesAtMost)
    expect(Math.min(...bodies)).toBeGreaterThanOrEqual(1024 * 1024)
    expect(proxy).toMatch(/^proxy_cache off;$/m)
    expect(site + proxy).not.toMatch(/proxy_cache_path|proxy_store/)
    expect(site).toMatch(/location = \/metrics \{ return 404; \}/)
  })

  test('writes nobody’s address and no query into its log', () => {
    const format = /log_format suishoupai[^;]+;/.exec(site)?.[0] ?? ''
    expect(format).toContain('$request_id')
    expect(format).not.toMatch(/remote_addr|request_uri|\$request\b|\$uri|args|referer|user_agent|forwarded/)
    expect(site.match(/^server \{/gm)).toHaveLength(3)
    expect(site.match(/access_log off;|log\.conf;/g)).toHaveLength(3)
  })

  test('says what it refuses itself as the server would: under its code, with its status and in its words', () => {
    const maps = [...site.matchAll(/map \$uri \$suishoupai_\w+ \{\s+default '(<.*?)';\s+~\^\/api\/ '(\{.*?\})';\s+\}/g)]
    expect(maps).toHaveLength(3)
    for (const [, page = '', data = ''] of maps) {
      const problem = JSON.parse(data) as Problem
      const { code, detail, title, type } = problem
      const sentence = words.errors.refusal[code]
      expect([problem.status, title, type]).toEqual([refusals[code], code.replaceAll('_', ' '), `/docs/api#${code}`])
      expect([detail.startsWith(sentence), page.includes(sentence)]).toEqual([true, true])
      const location = new RegExp(`location @${code} \\{[^}]+return ${refusals[code]} \\$suishoupai_${code};`)
      expect(site).toMatch(location)
      expect(site).toMatch(new RegExp(`error_page [\\d =]+ @${code};`))
    }
  })

  test('sends to the processes that there are', () => {
    const servers = (place: string) =>
      [...read('nginx', place, 'upstream.conf').matchAll(/server ([\w.]+):(\d+)/g)].map(([, host, port]) => [
        host,
        port
      ])
    expect(servers('compose').map(([host]) => host)).toEqual(
      ours.filter(([name]) => /^web\d$/.test(name)).map(([name]) => name)
    )
    expect(servers('compose').every(([, port]) => port === ofImage['PORT'])).toBe(true)
    for (const [host] of servers('debian')) expect(host).toBe(variablesIn(read('systemd', 'suishoupai.env'))['HOST'])
  })

  const there = spawnSync('nginx', ['-v']).error === undefined
  ;(there ? test : test.skip)('reads it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
    try {
      mkdirSync(join(folder, 'tls'))
      cpSync(join(deploy, 'nginx'), folder, { recursive: true })
      const made = spawnSync('openssl', [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=city.example',
        '-keyout',
        join(folder, 'tls/privkey.pem'),
        '-out',
        join(folder, 'tls/fullchain.pem')
      ])
      expect(made.status).toBe(0)
      const here = (text: string) =>
        text
          .replaceAll('/etc/nginx/suishoupai/', `${folder}/`)
          .replace('upstream.conf', 'debian/upstream.conf')
          .replace('log.conf', 'here.log')
          .replaceAll(/^ *listen \[::\].*$/gm, '')
          .replaceAll(/listen (80|443)/g, 'listen 127.0.0.1:28$1')
      writeFileSync(
        join(folder, 'here.log'),
        `access_log ${folder}/a.log suishoupai;\nerror_log ${folder}/e.log warn;\n`
      )
      writeFileSync(join(folder, 'site.conf'), here(site))
      writeFileSync(
        join(folder, 'nginx.conf'),
        `pid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents {}\nhttp { include ${folder}/site.conf; }\n`
      )
      const tried = spawnSync('nginx', ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')])
      expect(tried.stderr.toString()).toContain('syntax is ok')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
