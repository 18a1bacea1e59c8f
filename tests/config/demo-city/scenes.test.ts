import { expect, test } from 'vitest'
import sharp from 'sharp'
import { drawScene, sceneHour, sceneKinds } from '#config/demo-city/scenes/index.ts'

const variants = [0, 1, 2, 3]
const pairs = sceneKinds.flatMap((kind) =>
  variants.map((variant) => ({
    name: `${kind} ${variant}`,
    kind,
    variant,
    before: drawScene(kind, 'before', variant),
    after: drawScene(kind, 'after', variant)
  }))
)
const scenes = pairs.flatMap(({ name, before, after }) => [
  { name: `${name} before`, svg: before },
  { name: `${name} after`, svg: after }
])

/** Names of the scenes of which something is true: a failing test then says which, and not what was drawn. */
const where = (isTrue: (svg: string) => boolean): string[] =>
  scenes.filter(({ svg }) => isTrue(svg)).map(({ name }) => name)

/** How many characters two documents have in common from the beginning. */
const sharedBeginning = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}

test('a scene drawn again is the same scene, byte for byte', () => {
  const changed = pairs.filter(
    ({ kind, variant, before, after }) =>
      drawScene(kind, 'before', variant) !== before || drawScene(kind, 'after', variant) !== after
  )
  expect(changed.map(({ name }) => name)).toEqual([])
})

test('whoever compares before and after sees the same street with another matter in it', () => {
  const elsewhere = pairs.filter(
    ({ before, after }) => before === after || sharedBeginning(before, after) < after.length * 0.3
  )
  expect(elsewhere.map(({ name }) => name)).toEqual([])
})

test('no two variants of a kind show one and the same street', () => {
  const repeated = sceneKinds.filter((kind) => {
    const streets = pairs.filter((pair) => pair.kind === kind).map(({ before }) => before)
    return new Set(streets).size < variants.length
  })
  expect(repeated).toEqual([])
})

test('a list of cases does not stand in one light', () => {
  const hours = new Set(sceneKinds.map((kind) => sceneHour(kind, 0)))
  expect(hours).toEqual(new Set(['morning', 'noon', 'cloudy', 'dusk', 'night']))
})

test('every scene says that it is no photo, in outlines that need no font', () => {
  const [label = ''] = drawScene('generic', 'before', 0).match(/<rect x="163.5" y="5"[^>]*>.*<\/svg>$/) ?? []
  expect(label.match(/<path/g)).toHaveLength([...'演示画面，非实拍'].length)
  expect(where((svg) => !svg.endsWith(label))).toEqual([])
  expect(where((svg) => /<text|font-family|<image|<script|href=/.test(svg))).toEqual([])
})

test('every scene is a small, sound document without a stray number', () => {
  expect(where((svg) => Buffer.byteLength(svg) >= 40_000)).toEqual([])
  expect(where((svg) => /NaN|undefined|Infinity|\de-\d|--\d/.test(svg))).toEqual([])
  expect(where((svg) => svg.split(/<g[ >]/).length !== svg.split('</g>').length)).toEqual([])
})

test('the renderer that makes the photos takes every scene as 1600 x 1200', async () => {
  for (const { svg } of scenes) {
    expect(await sharp(Buffer.from(svg)).metadata()).toMatchObject({ format: 'svg', width: 1600, height: 1200 })
  }
})

test('before and after differ to the eye, in every kind', async () => {
  const seenAs = (svg: string): Promise<Buffer> =>
    sharp(Buffer.from(svg)).resize(80, 60).flatten().greyscale().raw().toBuffer()
  const alike: string[] = []
  for (const { name, before, after } of pairs.filter(({ variant }) => variant === 0)) {
    const [was, is] = [await seenAs(before), await seenAs(after)]
    const changed = was.filter((value, i) => Math.abs(value - (is[i] ?? 0)) > 12).length
    if (changed < was.length * 0.05) alike.push(name)
  }
  expect(alike).toEqual([])
})
