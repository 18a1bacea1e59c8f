/**
 * Debian's nginx with the files of deploy/nginx, before two web processes and one worker: who comes is known, what is too large is
 * said in words, slow visitors hold nobody up, and a web process is taken away and brought back while residents report and read.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect as connectHttp2 } from 'node:http2'
import { Agent as PlainAgent, request as plainRequest, type IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import { createInterface } from 'node:readline'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { join } from 'node:path'
import { photoBytesAtMost } from '#shared/photos.ts'
import { phonePhoto } from '#tests/support/http.ts'
import { startProgram, type Program } from '#tests/support/process.ts'
import { root } from '#tests/support/source.ts'
import { authority } from './certificates.ts'
import {
  compare,
  drill,
  freePort,
  inHome,
  joinMembers,
  NotHere,
  report,
  run,
  startMember,
  uriOf,
  wait,
  type Send
} from './support.ts'

/** A name that leads to this machine. */
const name = 'localhost'

interface Line {
  request?: string
  route?: string
  status?: number
  ms?: number
  from?: string
}
interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** Names as they came, to see what came twice. */
  names: string[]
  text: string
  ms: number
}
interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: Buffer | string
  from?: string
  signal?: AbortSignal
}

await drill(async () => {
  const [program, settings] = [process.env.NGINX, process.env.NGINX_SETTINGS]
  if (!program || !settings) throw new NotHere('no nginx: run it by npm run drill')
  const broke: string[] = []
  const holds = (what: string, truth: boolean, seen?: string | number | readonly string[] | null): void => {
    if (!truth) broke.push(seen === undefined ? what : `${what} (${String(seen)})`)
  }

  const members = [await startMember(1)]
  await joinMembers(members)
  const mongoUri = uriOf(members)
  const ca = authority('own')
  const served = ca.issue('served', name)
  const trusted = readFileSync(ca.pem)
  const [httpPort, httpsPort, ...webPorts] = [await freePort(), await freePort(), await freePort(), await freePort()]

  // With its port, as where 443 is somebody else's.
  const address = `https://${name}:${httpsPort}`
  const host = `${name}:${httpsPort}`
  const env = {
    MONGODB_URI: mongoUri,
    DATA_DIR: inHome('data'),
    PUBLIC_URL: address,
    TRUST_PROXY: '1',
    ACCESS_LOG: '1',
    LOG_LEVEL: 'info',
    SECOND_FACTOR: 'offered',
    WECHAT_STUB: 'nobody-is-who-he-says'
  }
  const lines: Line[] = []
  const hear = (started: Program): Program => {
    if (started.child.stdout)
      createInterface({ input: started.child.stdout }).on('line', (line) => lines.push(JSON.parse(line) as Line))
    return started
  }
  const startWeb = async (port: number) => hear(await startProgram({ ...env, ROLE: 'web', PORT: String(port) }))
  const webs: Program[] = []
  for (const port of webPorts) webs.push(await startWeb(port))
  await startProgram({ ...env, ROLE: 'worker' })

  // ——— the files as they are shipped, only ports and paths put in

  const etc = inHome('nginx')
  mkdirSync(join(etc, 'own/tls'), { recursive: true })
  cpSync(settings, join(etc, 'debian'), { recursive: true })
  const deployed = (file: string): string => readFileSync(join(root, 'deploy/nginx', file), 'utf8')
  writeFileSync(join(etc, 'own/tls/fullchain.pem'), readFileSync(served.cert))
  writeFileSync(join(etc, 'own/tls/privkey.pem'), readFileSync(served.key))
  writeFileSync(join(etc, 'own/proxy.conf'), deployed('proxy.conf'))
  const upstream = deployed('debian/upstream.conf').replace(':8787', `:${webPorts[0]}`)
  writeFileSync(join(etc, 'own/upstream.conf'), upstream.replace(':8789', `:${webPorts[1]}`))
  writeFileSync(join(etc, 'own/log.conf'), deployed('debian/log.conf').replaceAll('/var/log/nginx', etc))
  const written = execFileSync('sh', [join(root, 'deploy/nginx/site.sh'), address], { encoding: 'utf8' })
  const site = written
    .replaceAll('/etc/nginx/suishoupai', join(etc, 'own'))
    .replaceAll(/^ *listen \[::\].*$/gm, '')
    .replaceAll(/listen (\d+)/g, (_all, port) => `listen 127.0.0.1:${port === '80' ? httpPort : port}`)
  writeFileSync(join(etc, 'site.conf'), site)
  const main = readFileSync(join(settings, 'nginx.conf'), 'utf8')
    .replaceAll(/^\s*include \S+(modules-enabled|conf\.d)\S+.*$/gm, '')
    // Debian's user may not look into the folder of a drill.
    .replaceAll(/^\s*user .*$/gm, process.getuid?.() === 0 ? 'user root;' : '')
    .replaceAll(/include \S*sites-enabled\S*;/g, () => {
      const spool = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (text) => `${text}_temp_path ${etc}/${text};`
      )
      return [...spool, `include ${etc}/site.conf;`].join('\n')
    })
    .replaceAll('/etc/nginx/mime.types', join(etc, 'debian/mime.types'))
    .replaceAll('/var/log/nginx', etc)
    .replaceAll(/^\s*pid .*$/gm, `pid ${etc}/pid;`)
  writeFileSync(join(etc, 'nginx.conf'), main)
  appendFileSync(join(etc, 'error.log'), '')
  const proxy = run(program, ['-p', etc, '-c', join(etc, 'nginx.conf'), '-g', 'daemon off;'], 'nginx.log')
  const died = once(proxy, 'exit').then(() => {
    throw new Error(`nginx ended: ${readFileSync(inHome('nginx.log'), 'utf8')}`)
  })
  died.catch(() => undefined)

  // ——— asking it

  const agents = new Map<string, Agent>()
  const agentFrom = (from: string): Agent => {
    const known = agents.get(from) ?? new Agent({ keepAlive: true, ca: trusted, maxSockets: 200, localAddress: from })
    agents.set(from, known)
    return known
  }
  const ask = (path: string, { method = 'GET', headers = {}, body, from = '127.0.0.1', signal }: Ask = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const begun = performance.now()
      const given = { accept: 'application/json', host, ...headers }
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const sent = request(
        `https://127.0.0.1:${httpsPort}${path}`,
        {
          method,
          agent: agentFrom(from),
          servername: name,
          headers: { ...given, ...length },
          ...(signal && { signal })
        },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.once('error', reject)
          answer.once('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              names: answer.rawHeaders.filter((_, i) => i % 2 === 0).map((rawHeader) => rawHeader.toLowerCase()),
              text: Buffer.concat(parts).toString(),
              ms: performance.now() - begun
            })
          )
        }
      )
      sent.once('error', reject)
      sent.end(body)
    })
  for (const until = Date.now() + 10_000; ; await wait(100)) {
    const answer = await Promise.race([ask('/healthz'), died]).catch(() => undefined)
    if (answer?.status === 200) break
    if (Date.now() > until) throw new Error('nginx does not answer')
  }
  const lineOf = async (answer: Answer): Promise<Line | undefined> => {
    const id = answer.headers['x-request-id']
    for (const until = Date.now() + 3_000; Date.now() < until; await wait(20)) {
      const found = lines.find(({ request: text }) => text === id)
      if (found) return found
    }
    return undefined
  }

  // ——— who comes

  const spoofing = { 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'mine-is-not-yours' }
  const known = await ask('/api/city', { from: '127.0.5.7', headers: spoofing })
  const knownLine = await lineOf(known)
  holds('the visitor is known by the address he comes from', knownLine?.from === '127.0.5.0/24', knownLine?.from)
  holds('the name of a request is the proxy’s', known.headers['x-request-id'] !== spoofing['x-request-id'])
  const log = () => readFileSync(join(etc, 'suishoupai.log'), 'utf8')
  await wait(50)
  holds('both logs have the same name', log().includes(String(known.headers['x-request-id'])))
  holds('no address in the log of nginx', !/127\.0\.5\.7|203\.0\.113/.test(log()))

  // ——— other names

  const plain = (host: string) =>
    new Promise<Answer | string>((resolve) => {
      const agent = new PlainAgent()
      plainRequest({ port: httpPort, host: '127.0.0.1', path: '/x?y=1', headers: { host }, agent }, (answer) => {
        answer.resume()
        const { statusCode = 0, headers } = answer
        resolve({ status: statusCode, headers, names: [], text: '', ms: 0 })
      })
        .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
        .end()
    })
  const moved = await plain(name)
  holds('http leads to https', typeof moved !== 'string' && moved.headers.location === `${address}/x?y=1`)
  holds('another host is not served over http', typeof (await plain('evil.example')) === 'string')
  const stranger = connectTls({ port: httpsPort, host: '127.0.0.1', servername: 'evil.example', ca: trusted })
  const handshake = await once(stranger, 'secureConnect').catch((error: Error) => error)
  holds('no handshake under another name', handshake instanceof Error)
  stranger.destroy()
  const hidden = await ask('/', { headers: { host: 'evil.example' } }).catch(() => undefined)
  holds('another host is not served behind the right name', hidden === undefined || hidden.status === 421)
  for (const path of ['/metrics', '/readyz']) holds(`${path} is not shown`, (await ask(path)).status === 404)

  // ——— answers that are kept, and headers

  for (const [path, accept] of [
    ['/', 'text/html'],
    ['/api/categories', 'application/json']
  ] as const) {
    const first = await ask(path, { headers: { accept, 'accept-encoding': 'gzip' } })
    const etag = first.headers.etag ?? ''
    const again = await ask(path, { headers: { accept, 'accept-encoding': 'gzip', 'if-none-match': etag } })
    holds(`${path} is packed once`, first.headers['content-encoding'] === 'gzip', first.headers['content-encoding'])
    holds(`${path} has a strong ETag`, /^"/.test(etag), etag)
    holds(`${path} is not sent again`, again.status === 304 && again.text === '', again.status)
    const twice = first.names.filter((name, i) => name !== 'set-cookie' && first.names.indexOf(name) !== i)
    holds(`${path} has no header twice`, twice.length === 0, twice)
    holds(`${path} is only for https`, /max-age=31536000/.test(first.headers['strict-transport-security'] ?? ''))
    holds(`${path} does not say which nginx`, first.headers.server === 'nginx', first.headers.server)
  }
  const second = connectHttp2(address, { ca: trusted })
  const stream = second.request({ ':path': '/', accept: 'text/html' })
  const [overHttp2] = (await once(stream, 'response')) as [{ ':status'?: number }]
  holds('HTTP/2 is spoken', overHttp2[':status'] === 200, overHttp2[':status'])
  second.destroy()

  // ——— uploads

  const form = (bytes: Buffer): { headers: Record<string, string>; body: Buffer } => {
    const edge = 'drill'
    const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="p.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
    return {
      headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
      body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)])
    }
  }
  const photo = await phonePhoto(3, 320, 240)
  // JPEG may be followed by whatever; the size is what is tried here.
  const upTo = (size: number): Buffer => Buffer.concat([photo, Buffer.alloc(size - photo.length)])
  const codeOf = ({ text }: Answer): string => /"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 60)
  const upload = (bytes: Buffer, path = '/api/photos') => ask(path, { method: 'POST', ...form(bytes) })
  const largest = await upload(upTo(photoBytesAtMost))
  holds('the largest photo passes', largest.status === 201, `${largest.status} ${codeOf(largest)}`)
  for (const [by, size] of [
    ['server', photoBytesAtMost + 1],
    ['nginx', 40 * 2 ** 20]
  ] as const) {
    const refused = await upload(upTo(size))
    const right = refused.status === 413 && codeOf(refused) === 'too_large'
    holds(`a larger one is refused in words by the ${by}`, right, `${refused.status} ${codeOf(refused)}`)
    holds(`as a problem by the ${by}`, /^application\/problem\+json/.test(refused.headers['content-type'] ?? ''))
  }
  const page = await ask('/cases', { method: 'POST', ...form(upTo(9 * 2 ** 20)), headers: { accept: 'text/html' } })
  holds('a form too large is told in words', page.status === 413 && /太大/.test(page.text), page.status)

  // ——— connections that are kept

  /** Open or just closed connections to the web processes, as the system counts them. */
  const behind = (): number => {
    const ports = webPorts.map((port) => port.toString(16).toUpperCase().padStart(4, '0'))
    const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)
    return rows.filter((row) => ports.includes(row.trim().split(/\s+/)[2]?.split(':')[1] ?? '')).length
  }
  const before = behind()
  const fast: number[] = []
  for (let i = 0; i < 300; i++) fast.push((await ask('/api/categories')).ms)
  const connectionsForReads = Math.max(0, behind() - before)
  holds('connections behind are kept', connectionsForReads <= 4, connectionsForReads)
  const p95 = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0

  // ——— slow visitors

  const { headers: formHeaders, body } = form(upTo(400_000))
  const dribble = async (bytes: Buffer, steps: number, pauseMs: number): Promise<Answer> => {
    const begun = performance.now()
    const socket = connectTls({ port: httpsPort, host: '127.0.0.1', servername: name, ca: trusted })
    await once(socket, 'secureConnect')
    const head = [
      'POST /api/photos HTTP/1.1',
      `Host: ${host}`,
      `Content-Type: ${formHeaders['content-type']}`,
      `Content-Length: ${bytes.length}`,
      'Connection: close',
      '',
      ''
    ]
    socket.write(head.join('\r\n'))
    for (let i = 0; i < steps; i++) {
      socket.write(bytes.subarray(Math.floor((i * bytes.length) / steps), Math.floor(((i + 1) * bytes.length) / steps)))
      await wait(pauseMs)
    }
    let text = ''
    socket.on('data', (part: Buffer) => (text += part.toString()))
    await once(socket, 'close')
    const id = /^x-request-id: (.+?)\r$/im.exec(text)?.[1] ?? ''
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)
    return { status, headers: { 'x-request-id': id }, names: [], text, ms: performance.now() - begun }
  }
  const slow = await dribble(body, 20, 150)
  const slowLine = await lineOf(slow)
  holds('a slow upload arrives', slow.status === 201, slow.status)
  holds('a slow upload holds no process', (slowLine?.ms ?? Infinity) < slow.ms / 3, slowLine?.ms)

  // So many who send a byte now and then; what they began never ends.
  const idlers: TLSSocket[] = []
  const slowClients = 150
  for (let i = 0; i < slowClients; i++) {
    const socket = connectTls({ port: httpsPort, host: '127.0.0.1', servername: name, ca: trusted })
    socket.on('error', () => undefined)
    await once(socket, 'secureConnect')
    socket.write(
      `POST /api/photos HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${formHeaders['content-type']}\r\nContent-Length: 5000000\r\n\r\nx`
    )
    idlers.push(socket)
  }
  const beside: number[] = []
  for (let i = 0; i < 100; i++) {
    if (i % 10 === 0) for (const socket of idlers) socket.write('y')
    beside.push((await ask('/api/categories')).ms)
  }
  holds('slow visitors open nothing behind', behind() - before <= 6, behind() - before)
  holds('slow visitors hold nobody up', p95(beside) < Math.max(50, p95(fast) * 5), p95(beside))
  for (const socket of idlers) socket.destroy()

  // ——— one web process away and back, then the other, while residents report and read

  let [reads, reading] = [0, true]
  const readsFailed: string[] = []
  const paths = ['/', '/api/categories', '/cases', '/api/cases', '/report']
  const reader = async (n: number): Promise<void> => {
    for (let i = n; reading; i++) {
      const path = paths[i % paths.length] ?? '/'
      const accept = path.startsWith('/api/') ? 'application/json' : 'text/html'
      reads++
      try {
        // Not the same words twice, so that not everything is answered from what is kept.
        const { status } = await ask(path, { headers: { accept, 'accept-language': i % 2 ? 'zh-CN' : 'en' } })
        if (status !== 200) readsFailed.push(`${status} ${path}`)
      } catch (error) {
        readsFailed.push(`${(error as NodeJS.ErrnoException).code} ${path}`)
      }
      await wait(10)
    }
  }
  const send: Send = async (to, { method, headers, body: text, signal }) => {
    const answer = await ask(new URL(to).pathname, { method, headers, body: text, signal })
    return { status: answer.status, json: () => Promise.resolve(JSON.parse(answer.text)) }
  }
  const reporting = await report(() => [address], 6, {
    send,
    photo: async () => (JSON.parse((await upload(photo)).text) as { id: string }).id
  })
  const readers = Promise.all(Array.from({ length: 6 }, (_, n) => reader(n)))
  let restarts = 0
  for (const [i, web] of webs.entries()) {
    await wait(3_000)
    const code = await web.end('SIGTERM')
    holds('a web process ends by itself', code === 0, code)
    await wait(1_000)
    webs[i] = await startWeb(webPorts[i] ?? 0)
    restarts++
    // Until nginx, which has found it away, tries it again (fail_timeout).
    await wait(6_000)
  }
  reading = false
  await readers
  await reporting.stop()
  const { acknowledged, lost, twice, brokenChains } = await compare(mongoUri, reporting)
  const refused = Object.entries(reporting.refused).map(([status, n]) => `${n} × ${status}`)
  holds('every report is there once', lost + twice + brokenChains === 0, `${lost}, ${twice}, ${brokenChains}`)
  holds('no report is refused', refused.length === 0, refused)
  holds('every report is answered', reporting.unanswered() === 0, reporting.unanswered())
  holds('every page is answered', readsFailed.length === 0, [...new Set(readsFailed)].join(', '))
  holds('there was something to hold', acknowledged > 20 && reads > 100)

  // ——— what somebody else's tool says of its TLS

  const [sslscan] = process.env.SSLSCAN?.split('\n') ?? []
  let weakCiphers: string | number = '?'
  let oldProtocols: string | number = '?'
  if (sslscan) {
    const told = execFileSync(sslscan, ['--no-colour', '--no-fallback', `${name}:${httpsPort}`], { encoding: 'utf8' })
    const enabled = [...told.matchAll(/^(SSLv2|SSLv3|TLSv1\.\d)\s+enabled/gm)].map(([, which = '']) => which)
    const ciphers = [...told.matchAll(/^(?:Preferred|Accepted)\s+(TLSv1\.\d)\s+(\d+) bits\s+(\S+)/gm)]
    const weak = ciphers.filter(
      ([, , bits, cipher = '']) => Number(bits) < 128 || !/^(TLS_|ECDHE-).*(GCM|CHACHA20|CCM)/.test(cipher)
    )
    oldProtocols = enabled.filter((which) => !['TLSv1.2', 'TLSv1.3'].includes(which)).length
    weakCiphers = weak.length
    holds('only TLS 1.2 and 1.3 are spoken', oldProtocols === 0 && enabled.length > 0, enabled)
    holds(
      'only ciphers that keep what was said are',
      weak.length === 0 && ciphers.length > 0,
      weak.map(([, , , text]) => text ?? '')
    )
    holds(
      'nothing is compressed under TLS',
      /Compression disabled|OpenSSL version does not support compression/i.test(told)
    )
    holds('no Heartbleed', !/vulnerable to heartbleed/i.test(told.replaceAll(/not vulnerable to heartbleed/gi, '')))
  }

  // ——— nobody there

  for (const web of webs) web.child.kill('SIGKILL')
  await wait(200)
  const gone = await ask('/api/categories')
  const gonePage = await ask('/', { headers: { accept: 'text/html' } })
  holds('nobody there is said as data', gone.status === 503 && codeOf(gone) === 'unavailable', gone.status)
  holds('and when to come back', gone.headers['retry-after'] === '5')
  holds('nobody there is said in words', gonePage.status === 503 && /过一会儿/.test(gonePage.text), gonePage.status)

  proxy.removeAllListeners('exit')
  proxy.kill('SIGQUIT')
  const whole = (ms: number): number => Math.round(ms * 10) / 10
  return {
    held: broke.length === 0,
    figures: {
      acknowledged,
      lost,
      twice,
      refused: refused.join(', ') || 0,
      unanswered: reporting.unanswered(),
      reads,
      readsFailed: readsFailed.length,
      restarts,
      longestPauseMs: reporting.longestGapMs(),
      connectionsForReads,
      weakCiphers,
      oldProtocols,
      readMsP95: whole(p95(fast)),
      slowClients,
      readMsP95BesideSlow: whole(p95(beside)),
      slowUploadMs: Math.round(slow.ms),
      slowUploadHeldMs: slowLine?.ms ?? '?',
      broke: broke.join('; ') || 0
    }
  }
})
