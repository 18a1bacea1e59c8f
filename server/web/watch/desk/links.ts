/** Addresses of 督办; the address bar is the state, so that a choice can be kept and sent on. */
import { watchMarks, type WatchMark } from '#shared/watch.ts'
import { check, cursor, slug } from '#shared/schema.ts'

export interface WatchWhere {
  office?: string | undefined
  mark?: WatchMark | undefined
  category?: string | undefined
  after?: string | undefined
}

/** Reads the state off an address; what is not ours is as if it were not there. */
export function whereOf(asked: (name: string) => string): WatchWhere {
  const known = (name: string) => (check(slug(), asked(name)).ok ? { [name]: asked(name) } : {})
  const mark = watchMarks.find((mark) => mark === asked('mark'))
  return {
    ...known('office'),
    ...known('category'),
    ...(mark && { mark }),
    ...(check(cursor(), asked('after')).ok && { after: asked('after') })
  }
}

export interface UnhappyWhere {
  state?: string | undefined
  office?: string | undefined
  after?: string | undefined
}
export function unhappyHref({ state, office, after }: UnhappyWhere): string {
  const said = Object.entries({ state, office, after }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined
  )
  return `/office/unhappy${said.length > 0 ? `?${new URLSearchParams(said).toString()}` : ''}`
}

export function watchHref({ office, mark, category, after }: WatchWhere): string {
  const said = Object.entries({ office, mark, category, after }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined
  )
  return `/office/watch${said.length > 0 ? `?${new URLSearchParams(said).toString()}` : ''}`
}
