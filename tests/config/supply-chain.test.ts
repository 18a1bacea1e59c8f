/** What others wrote and we hand out or run: under which licences, in which versions, and that it is what was published. */
import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '#tests/support/launcher.ts'
import { root } from '#tests/support/source.ts'

interface Entry {
  place: string
  name: string
  version: string
  licence?: string
  integrity?: string
  resolved?: string
  link?: boolean
  dev?: boolean
  hasInstallScript?: boolean
}
interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
interface Lock {
  lockfileVersion: number
  packages: Record<string, Manifest>
}
const at = (file: string): string => join(root, 'config', file)
const { licences, packed, packagesOf, isGood, readLock, noticeOf } = (await import(at('third-party.mjs'))) as {
  licences: Record<'packed' | 'installed', string[]>
  packed: Record<string, string[]>
  packagesOf(lock: Lock): Entry[]
  isGood(licence: string | undefined, allowed: string[]): boolean
  readLock(): Lock
  noticeOf(kind: string): string
}
interface Floor {
  name: string
  since: string
  safe: string | null
  known: string
}
const { accepted, belowFloor, floors } = (await import(at('floors.mjs'))) as {
  accepted: Record<string, string>
  belowFloor(packages: Pick<Entry, 'place' | 'name' | 'version'>[]): (Entry & Floor)[]
  floors: Floor[]
}
const lock = readLock()
const packages = packagesOf(lock)
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const isPacked = ({ place }: { place: string }): boolean =>
  Object.values(packed).some((names) => names.some((name) => place === `node_modules/${name}`))
const label = ({ name, version }: { name: string; version: string }): string => `${name}@${version}`

describe('licences', () => {
  test('of what production installs are on the list', () => {
    const bad = packages.filter(({ dev, licence }) => !dev && !isGood(licence, licences.installed))
    expect(bad.map((one) => `${label(one)} ${one.licence ?? 'says none'}`)).toEqual([])
  })

  test('of what goes into the mini-program, the web build and the pages are free of conditions on our own code', () => {
    const found = packages.filter(isPacked)
    expect(found.map(({ place }) => place).sort()).toEqual(
      [...new Set(Object.values(packed).flat())].map((name) => `node_modules/${name}`).sort()
    )
    const bad = found.filter(({ licence }) => !isGood(licence, licences.packed))
    expect(bad.map((one) => `${label(one)} ${one.licence ?? 'says none'}`)).toEqual([])
  })

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['Apache-2.0 AND MIT', true],
    ['Apache-2.0 AND GPL-3.0', false],
    ['GPL-3.0 OR AGPL-3.0', false],
    ['LGPL-3.0', false],
    ['SEE LICENSE IN file', false],
    [undefined, false]
  ])('%s is good for packing: %s', (licence, good) => expect(isGood(licence, licences.packed)).toBe(good))

  test.each(Object.keys(packed))('of all that is packed into %s are written beside it, with whose it is', (kind) => {
    const words = noticeOf(kind)
    for (const name of packed[kind] ?? []) {
      const one = packages.find(({ place }) => place === `node_modules/${name}`)
      expect(words).toContain(`${one?.name} ${one?.version}\n`)
    }
    expect(words).toMatch(/copyright/i)
    expect(words).toContain('AS IS')
  })
})

describe('known weaknesses', () => {
  test('are in no package of the tree, but for those that are accepted with a reason', () => {
    const told = belowFloor(packages)
      .filter((one) => !(label(one) in accepted))
      .map(
        (one) =>
          `${label(one)} at ${one.place}: ${one.known}. ` +
          (one.safe
            ? `Safe from ${one.safe} on: npm install, or an override in package.json.`
            : 'There is no safe version.') +
          ' Only what no build packs and production does not install may be accepted (config/floors.mjs).'
      )
    expect(told).toEqual([])
  })

  test('are accepted of nothing that production installs or a build packs, and of nothing that is gone', () => {
    const found = belowFloor(packages)
    const stale = Object.keys(accepted).filter((name) => !found.some((one) => label(one) === name))
    const reaching = packages.filter((one) => label(one) in accepted && (!one.dev || isPacked(one)))
    expect([stale, reaching.map(label)]).toEqual([[], []])
  })

  test('are found wherever in the tree a package lies, by the row of its own line of versions', () => {
    const one = (name: string, version: string, place = `node_modules/x/node_modules/${name}`) =>
      belowFloor([{ place, name, version }]).map(({ safe }) => safe)
    expect(one('koa', '2.16.3')).toEqual(['2.16.4'])
    expect(one('koa', '2.16.4')).toEqual([])
    expect(one('koa', '3.1.1')).toEqual(['3.1.2'])
    expect(one('koa', '3.1.2')).toEqual([])
    expect(one('koa', '10.0.0')).toEqual([])
    expect(one('dicer', '9.9.9')).toEqual([null])
    expect(one('preact', '10.19.7')).toEqual([])
    expect(one('preact', '10.28.0-beta.1')).toEqual(['10.28.2'])
    expect(one('nothing-known', '0.0.1')).toEqual([])
  })

  test('stand in order, one row for a package and the version it begins at', () => {
    const rows = floors.map(({ name, since }) => `${name} ${since}`)
    expect(new Set(rows).size).toBe(rows.length)
    expect(floors.map(({ name }) => name)).toEqual(floors.map(({ name }) => name).sort())
  })
})

describe('the lock', () => {
  const entries = packages.filter(({ link }) => !link)
  // npm writes no address where it is told not to; where it does, only the public registry's, so that nobody's own is named.
  const publicAddress = /^https:\/\/registry\.npmjs\.org\/(@[\w.-]+\/)?[\w.-]+\/-\/[\w.-]+\.tgz$/

  test('says of every package what its bytes are, by a hash that nobody forges', () => {
    expect(lock.lockfileVersion).toBe(3)
    expect(packages.filter(({ link }) => link).map(({ place }) => place)).toEqual([])
    expect(entries.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')).map(label)).toEqual([])
    expect(entries.length).toBeGreaterThan(1000)
  })

  test('takes nothing from a repository, an address of its own or a file', () => {
    expect(
      entries.filter(({ resolved }) => resolved !== undefined && !publicAddress.test(resolved)).map(label)
    ).toEqual([])
    expect(entries.filter(({ version }) => !/^\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(version)).map(label)).toEqual([])
    const asked = Object.values({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies
    })
    expect(asked.filter((version) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  test('is in step with package.json', () => {
    const { dependencies, devDependencies, optionalDependencies, version } = lock.packages[''] ?? {}
    expect({ dependencies, devDependencies, optionalDependencies, version }).toEqual({
      dependencies: manifest.dependencies,
      devDependencies: manifest.devDependencies,
      optionalDependencies: manifest.optionalDependencies,
      version: manifest.version
    })
    for (const [name, asked] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, asked.split('@').at(-1)])
  })

  // A production install is made with --ignore-scripts; so that this stays no loss, nothing in it may have one.
  test('has no package for production that runs a script when it is installed', () => {
    const scripted = packages.filter(({ dev, hasInstallScript }) => !dev && hasInstallScript)
    expect(scripted.map(label)).toEqual([])
  })
})

describe('npm run sbom', () => {
  interface Bom {
    bomFormat: string
    components: { name: string; version: string; purl: string; hashes: { content: string }[]; licenses: object[] }[]
    dependencies: { ref: string; dependsOn: string[] }[]
  }
  test('lists what production installs and builds pack, twice the same, and nothing of this machine', async () => {
    const first = (await runCommand(['sbom'])).said
    expect((await runCommand(['sbom'], { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8' })).said).toBe(first)
    expect(first).not.toMatch(/https?:\/\/|file:|timestamp/)
    expect(first).not.toContain(root.replace(/\/$/, ''))
    const { bomFormat, components, dependencies } = JSON.parse(first) as Bom
    expect(bomFormat).toBe('CycloneDX')
    const goesOut = packages.filter((one) => !one.dev || isPacked(one))
    expect(new Set(components.map(label))).toEqual(new Set(goesOut.map(label)))
    expect(components.filter(({ hashes, licenses, purl }) => !hashes[0]?.content || !licenses[0] || !purl)).toEqual([])
    // What it says hangs together: everything that is installed is needed by something.
    const reached = new Set<string>()
    const reach = (ref: string): void => {
      if (reached.has(ref)) return
      reached.add(ref)
      for (const next of dependencies.find((one) => one.ref === ref)?.dependsOn ?? []) reach(next)
    }
    reach(label(manifest))
    const unreached = goesOut.filter((one) => !one.dev && !('peer' in one) && !reached.has(label(one)))
    expect(unreached.map(label)).toEqual([])
  })
})
