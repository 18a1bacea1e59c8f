// npm run sbom: what runs in production, as CycloneDX 1.5: what is installed there, and what is packed into the mini-program, the
// web build and the pages. Written from package-lock.json alone, so that two of the same commit are the same bytes, wherever they
// are made. (`npm sbom` is not asked: with --omit dev it leaves out packages that developers need as well, `vary` of koa for one.)
import { createHash } from 'node:crypto'
import { packed, packagesOf, readLock } from '../third-party.mjs'

const refOf = ({ name, version }) => `${name}@${version}`
const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`
const licencesOf = (licence) =>
  / (OR|AND) /.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }]

function hashOf(integrity) {
  const [, bits, content] = /^sha(\d+)-(.*)$/.exec(integrity) ?? []
  return { alg: `SHA-${bits}`, content: Buffer.from(content, 'base64').toString('hex') }
}

/** How it goes out: installed beside the program, and the builds that have its code. */
const waysOf = ({ place, dev }) => [
  ...(dev ? [] : ['installed']),
  ...Object.keys(packed).filter((kind) => packed[kind].some((name) => place === `node_modules/${name}`))
]

/** Where a package finds another: beside its own packages, else in each folder above. */
function foundFrom(lock, place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const there = `${folder}${folder && '/'}node_modules/${name}`
    if (lock.packages[there]) return there
    if (folder === '' || !folder.includes('node_modules')) return undefined
  }
}

const sorted = (values) => [...new Set(values)].sort()

/** The list as text. */
export function writeSbom(lock = readLock()) {
  const { name, version, license } = lock.packages['']
  const self = { name, version }
  const going = packagesOf(lock).filter((one) => waysOf(one).length > 0)
  const byPlace = new Map(going.map((one) => [one.place, one]))
  const needs = (place) => {
    const { dependencies, optionalDependencies } = lock.packages[place]
    return Object.keys({ ...dependencies, ...optionalDependencies }).flatMap((wanted) => {
      const found = byPlace.get(foundFrom(lock, place, wanted) ?? '')
      return found ? [refOf(found)] : []
    })
  }
  /** A version that lies in several places is one component. */
  const byRef = new Map()
  for (const one of going) byRef.set(refOf(one), [...(byRef.get(refOf(one)) ?? []), one])
  const refs = sorted(byRef.keys())
  const components = refs.map((ref) => {
    const [one] = byRef.get(ref)
    return {
      'bom-ref': ref,
      type: 'library',
      name: one.name,
      version: one.version,
      scope: byRef.get(ref).every(({ optional }) => optional) ? 'optional' : 'required',
      hashes: [hashOf(one.integrity)],
      licenses: licencesOf(one.licence),
      purl: purlOf(one),
      properties: sorted(byRef.get(ref).flatMap(waysOf)).map((value) => ({ name: 'suishoupai:goes-out', value }))
    }
  })
  const dependencies = [
    { ref: refOf(self), dependsOn: sorted(needs('')) },
    ...refs.map((ref) => ({ ref, dependsOn: sorted(byRef.get(ref).flatMap(({ place }) => needs(place))) }))
  ]
  const component = {
    'bom-ref': refOf(self),
    type: 'application',
    ...self,
    licenses: licencesOf(license),
    purl: purlOf(self)
  }
  const rest = { metadata: { component }, components, dependencies }
  const hash = createHash('sha256').update(JSON.stringify(rest)).digest('hex')
  const id = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32)
  ]
  const head = { bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: `urn:uuid:${id.join('-')}`, version: 1 }
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`
}

export const sbom = () => process.stdout.write(writeSbom())
