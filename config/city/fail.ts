/** What is wrong with a city's files is said by file and entry. */
export function fail(file: string, entry: string, why: string): never {
  throw new Error(`${file}: ${entry}: ${why}`)
}
