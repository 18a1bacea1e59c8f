/** Keys to spread collections by, held against the indexes that the program makes. */
import { expect, test } from 'vitest'
import '#config/demo-city/seed/model.ts'
import '#server/start.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { sharded, shardingInDocs, unenforced, unsharded } from '../../docs/sharding.ts'

const models = Object.values(mongoose.models)
const uniqueOf = (name: string): string[][] =>
  models
    .filter((model) => model.collection.name === name)
    .flatMap((model) => model.schema.indexes())
    .filter(([, options]) => options?.unique === true)
    .map(([key]) => Object.keys(key))

test('every collection is spread by a key or stays, and none is forgotten', () => {
  const said = [...Object.keys(sharded), ...unsharded.flatMap(({ collections }) => collections)]
  expect(said.sort()).toEqual([...new Set(models.map((model) => model.collection.name))].sort())
})

test('a unique index of a collection that is spread begins with its key, or is said to stand in the way', () => {
  for (const [name, { key, blockedBy = [] }] of Object.entries(sharded))
    expect([name, unenforced(key, uniqueOf(name))]).toEqual([name, blockedBy])
  expect(unenforced({ no: 1 }, [['no'], ['no', 'n'], ['key']])).toEqual(['key'])
  expect(unenforced({ area: 1, no: 1 }, [['no', 'area'], ['area', 'no'], ['area']])).toEqual(['no, area', 'area'])
  // A hash keeps nothing apart but what it is made of.
  expect(unenforced({ _id: 'hashed' }, [['key']])).toEqual(['key'])
})

test('what is asked most names the key, or says why every shard may be asked', () => {
  for (const [name, { key, asked }] of Object.entries(sharded))
    for (const { what, by, everyShard } of asked)
      expect([name, what, everyShard === undefined]).toEqual([
        name,
        what,
        Object.keys(key).every((field) => by.includes(field))
      ])
})

test('stands in the document as it is here', () => {
  const { written, current } = shardingInDocs()
  expect(written).toBe(current)
})
