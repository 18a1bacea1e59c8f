/** Resident bytes of a process and of the processes it keeps. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Child } from './child.ts'

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

const ownRss = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024

/** Where there is no /proc, the process alone. */
export async function treeRss({ pid, rss }: Pick<Child<unknown>, 'pid' | 'rss'>): Promise<number> {
  if (process.platform !== 'linux') return rss()
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = /\nPPid:\s+(\d+)/.exec(read(`/proc/${name}/status`))?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  const family = [pid]
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child)
  return family.reduce((total, member) => total + ownRss(member), 0)
}
