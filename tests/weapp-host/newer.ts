/**
 * What is newer than the oldest engine that package.json's browserslist promises (iOS 13.4, Chrome 80). The host takes it
 * away before the program runs, so that what calls it fails as on such a phone; of names that stand by themselves `logic.ts` lets
 * through none that is newer, and syntax is judged by `engine.ts`.
 */
export const YEAR = 2020

const newerMembers: [owner: string, ...names: string[]][] = [
  ['Array.prototype', 'at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with'],
  ['String.prototype', 'at', 'replaceAll', 'isWellFormed', 'toWellFormed'],
  ['Array', 'fromAsync'],
  ['Object', 'hasOwn', 'groupBy'],
  ['Promise', 'any', 'withResolvers', 'try'],
  ['Set.prototype', 'union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf']
]

/** Called in the host's page, before the program's first script. */
export function forgetWhatIsNewer(): void {
  for (const [owner, ...names] of newerMembers) {
    const [kind = '', prototype] = owner.split('.')
    const built = (globalThis as unknown as Record<string, object>)[kind] as { prototype: object }
    for (const name of names) Reflect.deleteProperty(prototype ? built.prototype : built, name)
  }
}
