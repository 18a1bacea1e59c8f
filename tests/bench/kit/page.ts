/** Pages and scripts as they go over the wire. */
import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'

export interface Sent {
  status: number
  headers: Record<string, string>
  /** As sent, compressed where the server compresses. */
  bytes: Buffer
  text: string
}

export const fetchSent = (url: string): Promise<Sent> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip', accept: 'text/html,*/*' } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(pieces)
        const headers = Object.fromEntries(
          Object.entries(response.headers).flatMap(([name, value]) =>
            typeof value === 'string' ? [[name, value]] : []
          )
        )
        const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
        resolve({ status: response.statusCode ?? 0, headers, bytes, text: plain.toString() })
      })
    }).on('error', reject)
  })

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((m) => m[1] ?? '')

export interface Scripts {
  /** Bytes over the wire before anyone touches anything. */
  first: number
  /** With everything that may be loaded later. */
  whole: number
  files: { path: string; bytes: number; later: boolean }[]
}

/** Every script a page refers to, followed through what they import. */
export async function scriptsOf(page: string): Promise<Scripts> {
  const { text: html, status } = await fetchSent(page)
  if (status !== 200) throw new Error(`${page} answers ${status}`)
  const inline = all(html, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g).join('')
  const linked = [
    ...all(html, /<script[^>]*\ssrc="([^"]+)"/g),
    ...all(html, /<link[^>]*rel="modulepreload"[^>]*href="([^"]+)"/g)
  ]
  const files = new Map<string, { path: string; bytes: number; later: boolean }>()
  const follow = async (url: string, later: boolean): Promise<void> => {
    const known = files.get(url)
    if (known && (!known.later || later)) return
    const { bytes, text } = await fetchSent(url)
    files.set(url, { path: new URL(url).pathname, bytes: bytes.length, later })
    const at = (path: string): string => new URL(path, url).href
    for (const path of all(text, /(?:^|[;}\s])(?:import|export)[^;()'"]*?["'](\.{0,2}\/[^"']+)["']/g))
      await follow(at(path), later)
    for (const path of all(text, /\bimport\(\s*["'](\.{0,2}\/[^"']+)["']\s*\)/g)) await follow(at(path), true)
  }
  for (const path of linked) await follow(new URL(path, page).href, false)
  const sum = (later: boolean): number =>
    [...files.values()].reduce((total, f) => total + (f.later && !later ? 0 : f.bytes), inline.length)
  return { first: sum(false), whole: sum(true), files: [...files.values()] }
}
