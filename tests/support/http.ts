/** A small client for stories: who speaks, and what comes back, whole. */
import sharp from 'sharp'
import type { TestServer } from './server.ts'

export interface Reply<T = Record<string, unknown>> {
  status: number
  body: T
  headers: Headers
  text: string
}

export interface Client {
  get<T = Record<string, unknown>>(path: string): Promise<Reply<T>>
  post<T = Record<string, unknown>>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>
  photo(bytes: Buffer, type?: string): Promise<Reply<{ id: string; width: number; height: number }>>
}

async function reply<T>(response: Response): Promise<Reply<T>> {
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, body: (json ? JSON.parse(text) : {}) as T, headers: response.headers, text }
}

export function client(server: Pick<TestServer, 'url'>, token?: string | (() => Promise<string>)): Client {
  const call = async (path: string, init: RequestInit = {}) => {
    const bearer = typeof token === 'function' ? await token() : token
    const auth: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {}
    const headers = { accept: 'application/json', ...auth, ...(init.headers as Record<string, string>) }
    return fetch(server.url + path, { ...init, headers })
  }
  return {
    get: async (path) => reply(await call(path)),
    post: async (path, body, headers = {}) =>
      reply(
        await call(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
        })
      ),
    photo: async (bytes, type = 'image/jpeg') => {
      const form = new FormData()
      form.set('file', new Blob([Uint8Array.from(bytes)], { type }), 'photo.jpg')
      return reply(await call('/api/photos', { method: 'POST', body: form }))
    }
  }
}

/** A JPEG as a phone makes it: rotated by EXIF, with a GPS position and a maker in its metadata. */
export const phonePhoto = (seed: number, width = 640, height = 480): Promise<Buffer> =>
  sharp({
    create: { width, height, channels: 3, background: { r: seed % 256, g: (seed * 7) % 256, b: (seed * 13) % 256 } }
  })
    .composite([
      {
        input: Buffer.from(
          `<svg width="${width}" height="${height}"><circle cx="${(seed * 37) % width}" cy="${(seed * 17) % height}" r="60" fill="#fff"/></svg>`
        )
      }
    ])
    .withExif({
      IFD0: { Make: 'TestPhone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 0/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 0/1 0/1' }
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

/** A member of staff who signs in again whenever the test's clock has run past his token. */
export function signIn(server: TestServer, name: string): Promise<Client> {
  const account = server.accounts.find((a) => a.name === name)
  let access = ''
  let at = -1
  return Promise.resolve(
    client(server, async () => {
      const now = server.context.now().getTime()
      if (at < 0 || Math.abs(now - at) > 600_000) {
        access = (await client(server).post<{ access: string }>('/api/sessions/staff', account)).body.access
        at = now
      }
      return access
    })
  )
}

let keys = 0
export const freshKey = (): string => `test-key-${String(++keys).padStart(12, '0')}`
