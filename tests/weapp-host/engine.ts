/** What of the emitted scripts the oldest phone that we promise cannot read. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, type Node } from 'acorn'
import { full } from 'acorn-walk'
import { YEAR } from './newer.ts'

/** Look-behind is of 2018 by the book and of iOS 16.4 in truth; the whole script that holds one fails to load. */
const LOOK_BEHIND = /\(\?<[=!]/

type Seen = Node & { bigint?: string; regex?: { pattern: string } }

/** One line for each script that does not parse, or holds what only a newer engine can read. */
export function unreadable(dist: string): string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => {
      const text = readFileSync(join(dist, file), 'utf8')
      const found: string[] = []
      try {
        full(parse(text, { ecmaVersion: YEAR, sourceType: 'script' }), (node: Seen) => {
          if (node.type === 'ImportExpression') found.push('an import of its own')
          if (node.bigint !== undefined) found.push(`${node.bigint}n`)
          if (node.regex && LOOK_BEHIND.test(node.regex.pattern)) found.push(`look-behind: ${node.regex.pattern}`)
        })
      } catch (error) {
        found.push(error instanceof Error ? error.message : String(error))
      }
      return found.map((what) => `${file}: ${what}`)
    })
}
