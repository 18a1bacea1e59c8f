/** One who sends much, or says that he will: he is told so before it is read, and nobody else notices. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { request, type IncomingHttpHeaders } from 'node:http'
import { client, phonePhoto } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  // Half a megabyte for each, one for all.
  server = await startTestServer({ env: { ROLE: 'web', UPLOADS_MB: '1', TRUST_PROXY: '1' } })
})
afterAll(() => server.stop())

interface Begun {
  /** What was answered, at once or after more was sent. */
  answer: Promise<{ status: number; headers: IncomingHttpHeaders }>
  send(bytes: number): Promise<void>
  end(): void
  isAnswered(): boolean
}
const boundary = 'x'.repeat(20)
const head = (name: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`

/** A form that is begun and not ended. */
function begin(path: string, length: number | undefined, from: string): Begun {
  let answered = false
  const asked = request(`${server.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'x-forwarded-for': from,
      origin: server.url,
      accept: 'application/json',
      ...(length !== undefined && { 'content-length': length })
    }
  })
  const answer = new Promise<{ status: number; headers: IncomingHttpHeaders }>((resolve, reject) => {
    asked.once('response', (response) => {
      answered = true
      response.resume()
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
    })
    asked.once('error', (error) => answered || reject(error))
  })
  // Ended by the test, or before it looks.
  answer.catch(() => undefined)
  asked.write(head(path === '/report' ? 'photos' : 'file'))
  return {
    answer,
    send: (bytes) => new Promise((resolve) => asked.write(Buffer.alloc(bytes, 1), () => resolve())),
    end: () => asked.destroy(),
    isAnswered: () => answered
  }
}
/** All that was sent before has been read: this came after it, on the same machine. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await fetch(`${server.url}/healthz`)
}

test.each(['/report', '/office/patrol', '/api/photos'])(
  'of twelve forms of one visitor at %s that are begun and never ended only his share is held, and others send theirs',
  async (path) => {
    const forms = Array.from({ length: 12 }, () => begin(path, 200_000, '198.51.100.1'))
    await Promise.all(forms.map((form) => form.send(100_000)))
    const answered = () => forms.filter((form) => form.isAnswered())
    while (answered().length < 10) await settled()
    await settled()
    const refused = answered()
    expect(refused).toHaveLength(10)
    for (const { answer } of refused) {
      const { status, headers } = await answer
      expect([status, headers.connection, Number(headers['retry-after']) > 0]).toEqual([429, 'close', true])
    }
    // Somebody else, and a reader.
    expect((await client(server).photo(await phonePhoto(1, 160, 120))).status).toBe(201)
    expect((await fetch(`${server.url}/report`)).status).toBe(200)
    for (const form of forms) form.end()
  }
)

test('when all is full, who has most gives way, whoever comes', async () => {
  const forms = ['198.51.100.2', '198.51.100.3', '198.51.100.4'].flatMap((from) => [
    begin('/report', 240_000, from),
    begin('/report', 240_000, from)
  ])
  await Promise.all(forms.map((form) => form.send(200_000)))
  while (!forms.some((form) => form.isAnswered())) await settled()
  const gone = forms.filter((form) => form.isAnswered())
  for (const { answer } of gone) expect((await answer).status).toBe(503)
  expect((await client(server).photo(await phonePhoto(2, 160, 120))).status).toBe(201)
  for (const form of forms) form.end()
  // What is over is forgotten.
  await settled()
  const again = begin('/report', 400_000, '198.51.100.2')
  await settled()
  expect(again.isAnswered()).toBe(false)
  again.end()
})

test('a body without a length counts as it comes', async () => {
  const form = begin('/report', undefined, '198.51.100.5')
  await form.send(400_000)
  await settled()
  expect(form.isAnswered()).toBe(false)
  await form.send(200_000)
  expect((await form.answer).status).toBe(429)
  form.end()
})

test.each([
  ['/api/photos', 21_000_000],
  ['/report', 270_000_000],
  ['/office/sign-in', 1_000_000],
  ['/track', 1_000_000]
])('what is too large for %s by its own word is refused before any of it comes', async (path, length) => {
  const sent = begin(path, length, '198.51.100.6')
  const { status, headers } = await sent.answer
  expect([status, headers.connection]).toEqual([413, 'close'])
  sent.end()
})
