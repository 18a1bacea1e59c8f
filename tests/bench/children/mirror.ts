/**
 * The same pages as plain files: what the origin sends is taken once and served from memory, the pages without their
 * scripts. What a page costs beyond this is the server's and the scripts' share.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { fetchSent } from '../kit/page.ts'
import { ready } from '../kit/probe.ts'

const { ORIGIN = '' } = process.env
const kept = new Map<string, { status: number; headers: Record<string, string>; bytes: Buffer }>()

async function take(path: string): Promise<void> {
  const { status, headers, bytes, text } = await fetchSent(ORIGIN + path)
  const type = headers['content-type'] ?? 'application/octet-stream'
  if (!type.startsWith('text/html')) {
    const { 'content-encoding': encoding, 'cache-control': cache } = headers
    const more = { ...(encoding && { 'content-encoding': encoding }), ...(cache && { 'cache-control': cache }) }
    kept.set(path, { status, headers: { 'content-type': type, ...more }, bytes })
    return
  }
  const still = text.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<link[^>]*rel="modulepreload"[^>]*>/g, '')
  kept.set(path, { status, headers: { 'content-type': type, 'content-encoding': 'gzip' }, bytes: gzipSync(still) })
}

const server = createServer((request, response) => {
  void (async () => {
    const path = request.url ?? '/'
    if (!kept.has(path)) await take(path)
    const item = kept.get(path)
    response.writeHead(item?.status ?? 404, { ...item?.headers, 'content-length': item?.bytes.length ?? 0 })
    response.end(item?.bytes)
  })()
})
server.listen(0, '127.0.0.1', () => ready({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
