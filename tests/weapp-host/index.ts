/**
 * Serves the compiled mini-program in our host, and behind the same address the real server: `wx.request`
 * goes out over HTTP as it would from a phone. What the host stands in for (native map, camera,
 * permission dialogs, WeChat sign-in) stays unproven here; see `browser/wx.ts`.
 */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { build } from 'esbuild'
import { compile, type Compiled } from './compile.ts'

export interface Host {
  url: string
  compiled: Compiled
  stop(): Promise<void>
}

export interface HostOptions {
  /** Folder of the compiled mini-program. */
  dist: string
  /** Address of the real server. */
  upstream: string
  /** The address that was compiled in. */
  apiBase: string
  /** What the phone's camera takes, by the name of its temporary file. */
  photos: Record<string, Buffer>
  /** Where the phone says it is, GCJ-02. */
  place: { longitude: number; latitude: number; accuracy: number }
}

const here = import.meta.dirname
const types: Record<string, string> = { '.png': 'image/png', '.jpg': 'image/jpeg' }

export async function startHost({ dist, upstream, apiBase, photos, place }: HostOptions): Promise<Host> {
  const compiled = compile(dist)
  const bundle = await build({
    entryPoints: [resolve(here, 'browser/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' }
  })
  const phone = JSON.stringify({ apiBase, photos: Object.keys(photos), place })
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>weapp host</title><body><script>window.__phone=${phone}</script><script src="/program.js"></script><script src="/host.js"></script></body></html>`
  const made: Record<string, [string, string | Buffer]> = {
    '/': ['text/html; charset=utf-8', page],
    '/program.js': ['text/javascript; charset=utf-8', compiled.script],
    '/host.js': ['text/javascript; charset=utf-8', bundle.outputFiles[0]?.text ?? ''],
    ...Object.fromEntries(
      Object.entries(photos).map(([name, bytes]) => [`/tmp/${name}`, ['image/jpeg', bytes] as [string, Buffer]])
    )
  }
  const target = new URL(upstream)
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/'
    const own = made[path]
    if (own) return res.setHeader('content-type', own[0]).end(own[1])
    if (path.startsWith('/images/')) {
      try {
        return res
          .setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
          .end(readFileSync(join(dist, path)))
      } catch {
        return res.writeHead(404).end()
      }
    }
    const onward = request(
      {
        host: target.hostname,
        port: target.port,
        method: req.method,
        path: req.url,
        headers: { ...req.headers, host: target.host }
      },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      }
    )
    onward.on('error', () => res.writeHead(502).end())
    return req.pipe(onward)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    compiled,
    stop: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    }
  }
}
