/**
 * Codes that people read out, copy and type: Crockford's base 32, which leaves out I, L, O and U. The server makes them
 * (kernel/codes.ts); how they are read and written stands here, for both sides.
 */
import { plainFigures } from './typed.ts'

export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code as it is kept, from what somebody typed: full width, lower case, spaces and dashes are all the same code. */
export const plainCode = (typed: string): string =>
  plainFigures(typed)
    .toUpperCase()
    .replace(/[\s./_\u00b7-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')

/** 7K3M9-PQ2XD: groups are easier to read out and to copy by hand; what stands between them is not part of the code. */
export const groupedCode = (code: string, every = 5, between = '-'): string =>
  code.replace(new RegExp(`(.{${every}})(?!$)`, 'g'), `$1${between}`)
