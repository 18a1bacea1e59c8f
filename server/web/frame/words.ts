/** The portal's words, and the shared ones it speaks with. */
import { countedAtMost } from '#shared/cases.ts'
import { docs } from '#shared/locales/docs.ts'
import { exposure } from '#shared/locales/exposure.ts'
import { portal } from '#shared/locales/portal.ts'
import { standards } from '#shared/locales/standards.ts'
import { fill, words } from '#shared/locales/index.ts'

export { docs, exposure as exposureWords, fill, portal as say, standards as standardsWords }
export const { cases: caseWords, city: cityWords, deadlines: limitsWords, errors: errorWords, when: whenWords } = words

/** 1,482: a thousands comma, the same on every machine. */
export const figure = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
/** A number that is counted only so far. */
export const countedFigure = (n: number): string =>
  n > countedAtMost ? fill(portal.list.atLeast, { n: figure(countedAtMost) }) : figure(n)
/** 96.8 of a hundred; 100 and 0 only where they are exact. */
export const percent = (n: number, of: number): string => {
  if (of === 0) return portal.home.none
  const share = (n / of) * 100
  if (n === of || n === 0) return String(share)
  return Math.min(99.9, Math.max(0.1, share)).toFixed(1)
}

/** 96.8%, or a dash where there is nothing to take a share of. */
export const percentWords = (n: number, of: number): string => (of === 0 ? portal.home.none : `${percent(n, of)}%`)

/** Fewer say nothing about an office or a street: then what there is is told, and no share of it. */
export const sampleAtLeast = 5
export const isSample = (of: number): boolean => of >= sampleAtLeast
