/** What a folder of files gives to whoever asks, and what it keeps. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Koa from 'koa'
import { servingFolder } from '#server/kernel/folder.ts'

const home = mkdtempSync(join(tmpdir(), 'suishoupai-folder-'))
const folder = join(home, 'web')
let server: Server
beforeAll(async () => {
  mkdirSync(join(folder, 'js'), { recursive: true })
  writeFileSync(join(home, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'app.css'), 'p{}')
  writeFileSync(join(folder, '.stamp'), 'hidden')
  writeFileSync(join(folder, 'js', 'app.0a1b2c3d.js'), 'let x')
  symlinkSync(home, join(folder, 'js', '.up'))
  const app = new Koa()
  app.use(servingFolder(folder))
  server = createServer((req, res) => void app.callback()(req, res))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(home, { recursive: true })
})

/** The path goes out as it is written; `fetch` would tidy it. */
const ask = (
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}
) =>
  new Promise<{ status: number; type?: string; cache?: string; modified?: string; body: string }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    const asked = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (answer) => {
      let body = ''
      answer.on('data', (part: Buffer) => (body += part.toString()))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          ...(answer.headers['content-type'] && { type: answer.headers['content-type'] }),
          ...(answer.headers['cache-control'] && { cache: answer.headers['cache-control'] }),
          ...(answer.headers['last-modified'] && { modified: answer.headers['last-modified'] }),
          body
        })
      )
    })
    asked.on('error', reject)
    asked.end()
  })

test('a file by its name, for an hour; one whose name says what is in it for good', async () => {
  expect(await ask('/app.css')).toMatchObject({
    status: 200,
    type: 'text/css; charset=utf-8',
    cache: 'public, max-age=3600',
    body: 'p{}'
  })
  expect(await ask('/js/app.0a1b2c3d.js?x=1')).toMatchObject({
    cache: 'public, max-age=31536000, immutable',
    body: 'let x'
  })
  expect(await ask('/app.css', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
})

test('nothing again to who has it', async () => {
  const { modified = '' } = await ask('/app.css')
  expect(await ask('/app.css', { headers: { 'if-modified-since': modified } })).toMatchObject({ status: 304, body: '' })
})

test.each([
  '/',
  '/js',
  '/js/',
  '/nothing.js',
  '/.stamp',
  '/js/.up/secret.txt',
  '/../secret.txt',
  '/js/../../secret.txt',
  '/js/..%2f..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/..%5csecret.txt',
  '//etc/passwd',
  '/app.css%00',
  '/app.css/',
  '/__proto__'
])('%s is no file', async (path) => expect((await ask(path)).status).toBe(404))

test('nothing is sent to it', async () => expect((await ask('/app.css', { method: 'POST' })).status).toBe(404))
