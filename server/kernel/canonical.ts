/** What is hashed is written one way only: JCS, RFC 8785. */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

export const sha256 = (text: string): string => hash('sha256', text, 'hex')
/** JCS, RFC 8785. */
export const jcs = (value: unknown): string => canonicalize(value) ?? 'null'
