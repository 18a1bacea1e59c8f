/** Files of a folder by their path below it: no hidden ones, nothing beside it, nothing but files. */
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Middleware } from 'koa'

const path = /^\/[\w-][\w.-]*(\/[\w-][\w.-]*)*$/
/** A name that changes with what is inside: a browser need not ask again. */
const hashed = /\.[0-9a-f]{8,}\.\w+$/
const hour = 3600
const year = 31_536_000

export const servingFolder =
  (folder: string): Middleware =>
  async (ctx, next) => {
    const asked = ctx.path
    if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || !path.test(asked)) return void (await next())
    const file = join(folder, asked)
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) return void (await next())
    ctx.set('Cache-Control', hashed.test(asked) ? `public, max-age=${year}, immutable` : `public, max-age=${hour}`)
    ctx.lastModified = found.mtime
    ctx.status = 200
    if (ctx.fresh) {
      ctx.status = 304
      return
    }
    ctx.type = extname(file)
    // Whole: a visitor who has all of it and goes is no stream that broke off.
    if (ctx.method === 'GET') ctx.body = await readFile(file)
    else ctx.length = found.size
  }
