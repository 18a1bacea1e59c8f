/** A telephone number as it is read: the contract keeps an `x` before an extension (typed.ts). */
import { marks } from './marks.ts'

export const phoneWords = (phone: string): string => phone.replace(/x(?=\d+$)/, marks.extension)
