/** Object stores for tests: a real one on this machine, and one that says what a test wants to hear. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface S3rver {
  run(): Promise<AddressInfo>
  close(): Promise<void>
}
type MakeS3rver = new (options: object) => S3rver

export interface ObjectStore {
  /** Settings of a server that keeps its files there. */
  env: Record<string, string>
  /** Where the store itself keeps them. */
  folder: string
  stop(): Promise<void>
}

const settings = (port: number): Record<string, string> => ({
  STORAGE: 's3',
  S3_ENDPOINT: `http://127.0.0.1:${port}`,
  S3_BUCKET: 'city',
  S3_ACCESS_KEY: 'S3RVER',
  S3_SECRET_KEY: 'S3RVER',
  S3_TIMEOUT_MS: '400'
})

export async function startObjectStore(): Promise<ObjectStore> {
  const make = createRequire(import.meta.url)('s3rver') as MakeS3rver
  const folder = mkdtempSync(join(tmpdir(), 'suishoupai-s3-'))
  const options = {
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'city' }]
  }
  const server = new make(options)
  const { port } = await server.run()
  return {
    env: settings(port),
    folder,
    async stop() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** A store of which the test is the other side; what it was asked is kept. */
export async function scriptedStore(answer: (asked: IncomingMessage, reply: ServerResponse, nth: number) => void) {
  const asked: string[] = []
  const server = createServer((request, reply) => {
    request.resume()
    asked.push(`${request.method} ${request.url}`)
    answer(request, reply, asked.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    env: settings((server.address() as AddressInfo).port),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
