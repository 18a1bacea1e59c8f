// Jest's global tear-down: ends the database that the set-up started, if it did.
export default async function stopDatabase() {
  await globalThis.stopTestDatabase?.()
}
