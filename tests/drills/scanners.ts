/**
 * Two scanners of other people against the served program, some minutes each: schemathesis makes requests from the document that we
 * publish, as a guest and as an administrator, and holds every answer against it; wapiti walks the pages and tries what it knows.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCity } from '#config/city/index.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { readEnv } from '#config/env.ts'
import { start } from '#server/start.ts'
import { client } from '#tests/support/http.ts'
import { drill, inHome, joinMembers, NotHere, report, startMember, uriOf, wait } from './support.ts'

const password = 'yunting-2026'
const secondsEach = 100
const walkSeconds = 40
const tryingSeconds = 8
/** Those that need nobody outside this machine. */
const modules = 'file,sql,exec,xss,redirect,upload,crlf,cookieflags,http_headers,csp,htaccess'

async function python(
  folder: string,
  args: readonly string[],
  cwd: string,
  withinS: number
): Promise<{ said: string; code: number | null }> {
  const child = spawn('python3', [...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, PYTHONPATH: folder, NO_COLOR: '1', COLUMNS: '160' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  const ended = once(child, 'close')
  const late = setTimeout(() => child.kill('SIGKILL'), withinS * 1000)
  const [code] = (await ended) as [number | null]
  clearTimeout(late)
  return { said, code }
}

interface Report {
  vulnerabilities: Record<string, { level: number; info: string; path: string }[]>
}

await drill(async () => {
  const [schemathesis, wapiti] = [process.env.SCHEMATHESIS, process.env.WAPITI]
  if (!schemathesis && !wapiti)
    throw new NotHere('neither schemathesis nor wapiti is to be had: PyPI cannot be reached')
  const member = await startMember(1)
  await joinMembers([member])
  const city = await loadCity()
  const server = await start({
    env: readEnv({
      MONGODB_URI: uriOf([member]),
      DATA_DIR: inHome('data'),
      PORT: '0',
      LOG_LEVEL: 'fatal',
      RATE_LIMIT: '0',
      SECOND_FACTOR: 'offered',
      SAME_REPORT_MINUTES: '0'
    }),
    city,
    seed: (_context, files) => addStaff(files, password)
  })
  const reporting = await report(() => [server.url], 2)
  await wait(4_000)
  await reporting.stop()
  const admin = city.people.find(({ roles }) => roles.includes('admin'))
  const signedIn = { name: admin?.id ?? '', password }
  const { access } = (await client(server).post<{ access: string }>('/api/sessions/staff', signedIn)).body

  const broke: string[] = []
  const figures: Record<string, string | number> = {}
  if (schemathesis) {
    const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance'
    for (const [who, headers] of [
      ['guest', []],
      ['admin', ['-H', `Authorization:Bearer ${access}`]]
    ] as const) {
      const args = ['run', `${server.url}/openapi.json`, '--checks', checks, '--max-time', String(secondsEach)]
      const quiet = [
        '--warnings',
        'off',
        '--suppress-health-check',
        'all',
        '--exclude-path',
        '/api/sessions',
        ...headers
      ]
      const { said, code } = await python(
        schemathesis,
        [join(schemathesis, 'bin/schemathesis'), ...args, ...quiet],
        inHome(),
        2 * secondsEach
      )
      figures[`${who}Requests`] = Number(
        /(\d+) generated/.exec(said)?.[1] ?? /(\d[\d,]*) test cases/i.exec(said)?.[1] ?? 0
      )
      const failures = said
        .split('\n')
        .filter((line) => /^\s*- (Server error|Undocumented|Response violates|Malformed)/.test(line))
      figures[`${who}Failures`] = failures.length
      if (code !== 0 || failures.length > 0 || !/generated|test cases/i.test(said)) broke.push(said.slice(-3000))
    }
  }
  if (wapiti) {
    const told = inHome('wapiti.json')
    const args = [
      '-u',
      `${server.url}/`,
      '--scope',
      'domain',
      '--max-scan-time',
      String(walkSeconds),
      '--flush-session'
    ]
    const more = [
      '-f',
      'json',
      '-o',
      told,
      '--no-bugreport',
      '-S',
      'normal',
      '--max-attack-time',
      String(tryingSeconds),
      '-v',
      '0',
      '-m',
      modules
    ]
    // It tells what it found only at its end: it walks, then tries one thing after the other, and looks at its watch between pages.
    const withinS = 3 * (walkSeconds + modules.split(',').length * tryingSeconds)
    const { said } = await python(wapiti, [join(wapiti, 'bin/wapiti'), ...args, ...more], inHome(), withinS)
    if (!existsSync(told)) broke.push(said.slice(-1500))
    else {
      const { vulnerabilities } = JSON.parse(readFileSync(told, 'utf8')) as Report
      const high = Object.entries(vulnerabilities).flatMap(([kind, all]) => all.map((item) => ({ kind, ...item })))
      figures.findings = high.length
      figures.highFindings = high.filter(({ level }) => level >= 3).length
      for (const item of high.filter(({ level }) => level >= 2)) broke.push(`${item.kind}: ${item.path} ${item.info}`)
    }
  }
  figures.notFetched = [!schemathesis && 'schemathesis', !wapiti && 'wapiti'].filter(Boolean).join(', ') || 0
  await server.stop()
  return { held: broke.length === 0, figures: { ...figures, broke: broke.join('\n') || 0 } }
})
