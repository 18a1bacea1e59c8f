/**
 * What people type, as it is kept: one form for what looks the same. Keyboards, clipboards and text processors add characters
 * that nobody sees; Chinese keyboards write figures in full width and dashes in a dozen ways. Only plain regular
 * expressions: the phone's engines know neither look-behind nor every Unicode property.
 */

// Half of a surrogate pair: no Unicode text has it, UTF-8 cannot carry it, and the ledger's hashes would not hold.
// Whole pairs are passed over: as `\p{Cs}`, written out for old phones, a lone second half would take the letter before it along.
const pairs = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g
// Control characters except tab and line break, places where an object stood, and code points that no text has.
const controls = /[^\P{Cc}\t\n]|[\ufff9-\ufffc\ufdd0-\ufdef]|[\ufffe\uffff]/gu
const beyond = /[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}]/gu

/** Zero-width and bidi controls, fillers, tags and selectors. */
const invisible = (
  '00ad 034f 061c 115f-1160 17b4-17b5 180b-180f 200b-200f 202a-202e 2060-206f 3164 fe00-fe0f feff ffa0 fff0-fff8 ' +
  '1bca0-1bca3 1d173-1d17a e0000-e0fff'
)
  .split(' ')
  .map((range) => `[${range.replace(/\w+/g, '\\u{$&}')}]`)
  .join('|')
const picture = '[\\u00a9\\u00ae\\u2190-\\u2bff\\u{1f000}-\\u{1faff}][\\u{1f3fb}-\\u{1f3ff}]?\\ufe0f?'
/** An emoji of several, a flag written with tags, and a character with its variant keep what holds them together. */
const held = [
  '\\u{1f3f4}[\\u{e0020}-\\u{e007e}]+\\u{e007f}',
  `${picture}(?:\\u200d${picture})+`,
  `(?!\\s|[a-z0-9]|${invisible})[^](?:[\\ufe00-\\ufe0f]|[\\u{e0100}-\\u{e01ef}])`,
  '\\d\\ufe0f(?=\\u20e3)'
].join('|')
const unseen = new RegExp(`(${held})|${invisible}`, 'giu')
const blank = /^(?:[\s\u2800]|[\u0300-\u036f])*$/

// Plain ASCII in one line hides nothing and has one form.
const printable = /^[\x20-\x7e]*$/

/** Running text: line breaks of every kind are one, what nobody sees is gone, and what is left of nothing is nothing. */
export function plainText(typed: string): string {
  if (printable.test(typed)) return typed.trim()
  const text = typed
    .replace(lineBreaks, '\n')
    .replace(pairs, (pair) => (pair.length === 2 ? pair : ''))
    .replace(controls, '')
    .replace(beyond, '')
    .replace(unseen, '$1')
    .normalize('NFC')
    .trim()
  return blank.test(text) ? '' : text
}
/** One line of it; a tab is a space there. */
export const plainLine = (typed: string): string => plainText(typed).replace(/\t+/g, ' ')

// Every dash, the minus, the long vowel, lines of boxes, and the Han figure one, which keyboards write for a dash.
const waves = /[\u223c\u301c\u3030]/g
const dashes = /[\p{Pd}\u02d7\u2043\u2212\u2500\u2501\u2796\u30fc\u4e00]/gu
const brackets = /[()[\]{}<>\u3008-\u3011\u3014-\u301b]/g

/** Figures and Latin letters as a keyboard of ASCII would have written them; every dash is one, every space is one. */
export function plainFigures(typed: string): string {
  const text = plainText(typed)
  const plain = printable.test(text) ? text : text.normalize('NFKC').replace(waves, '~').replace(dashes, '-')
  return plain.replace(/\s+/g, ' ').trim()
}

/** A number as it was typed; what is none is left for the contract to refuse. */
export function numberOf(typed: string): number {
  const plain = plainFigures(typed)
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** A number with letters in it, as on a document: in capitals, without spaces. */
export const plainNumber = (typed: string): string => plainFigures(typed).toUpperCase().replace(/\s/g, '')

/** A number in groups, such as 2026-1122-00371: written without dashes, with others, or with spaces, dots and strokes. */
export const grouped =
  (...groups: readonly number[]) =>
  (typed: string): string => {
    const plain = plainFigures(typed)
    const figures = plain.replace(/[\s./_\u00b7\u2022-]/g, '')
    const last = groups.reduce((sum, n) => sum + n, 0)
    if (!/^\d+$/.test(figures) || figures.length <= last) return plain
    let at = 0
    return [...groups.map((n) => figures.slice(at, (at += n))), figures.slice(last)].join('-')
  }

/** 9:00 and full-width figures; what is no time is left for the contract to refuse. */
export const plainClock = (typed: string): string => {
  const plain = plainFigures(typed).replace(/\s/g, '')
  return /^\d:\d\d$/.test(plain) ? `0${plain}` : plain
}
/** 2026/1/5, 2026.1.5 and the like as 2026-01-05. */
export const plainDay = (typed: string): string => {
  const plain = plainFigures(typed)
  const [, year, month = '', date = ''] =
    /^(\d{4}) ?[-./\u5e74] ?(\d{1,2}) ?[-./\u6708] ?(\d{1,2})\u65e5?$/.exec(plain) ?? []
  return year === undefined ? plain : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
}

/** Lines that are only figures and what stands between them, as plain ones; any other is left as it was typed. */
const figuresOf = (typed: string): string =>
  typed
    .split('\n')
    .map((line) => {
      const plain = plainFigures(line)
      if (!/^[+-]?\d[\d\s.,:/~+-]*$/.test(plain)) return line
      return /^\d{4}[-./]\d{1,2}[-./]\d{1,2}$/.test(plain) ? plainDay(plain) : plain
    })
    .join('\n')
/** One value of a form or of an address. */
export const plainField = (typed: string): string => figuresOf(plainText(typed))

// As people write what stands before an extension: the Chinese words for it, ext, x, a number sign, a comma.
const extension = /[\s-]*(?:\u8f6c|\u8f49|\u5206\u6a5f|\u5206\u673a|ext|x|#|,|;)[\u53f7\u5206\u673a\s.:-]*(\d{1,6})$/i
/** A telephone number: figures, spaces and single dashes, `x` before an extension. */
export function plainPhone(typed: string): string {
  const plain = plainFigures(typed)
    .replace(/^tel:/i, '')
    .replace(brackets, ' ')
    .replace(extension, 'x$1')
    .replace(/[./\u00b7_]/g, '-')
    .replace(/[\s-]*-[\s-]*/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[\s-]+|[\s\u3002,;-]+$/g, '')
  return plain.replace(/^\+\s+/, '+')
}
/** What a telephone dials; it waits a moment before an extension. */
export const dialled = (phone: string): string => phone.replace(/x(?=\d+$)/, ',').replace(/[^\d+,]/g, '')

/** Whether there is a letter or a figure in it that can be looked for. */
export function isSearchable(query: string): boolean {
  try {
    // Made while it runs: written out for old phones, the classes of letters and figures weigh ten kilobytes.
    return new RegExp('[\\p{L}\\p{N}]', 'u').test(query.normalize('NFKC'))
  } catch {
    // An engine that knows no such classes; the server looks, and finds nothing.
    return true
  }
}
