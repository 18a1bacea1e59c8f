/** What passes by itself is told to come back; everything else is our mistake. */
import { expect, test } from 'vitest'
import { StorageFailure } from '#server/integrations/storage-contract.ts'
import { refusedBy } from '#server/kernel/answer.ts'
import { DatabaseSilent } from '#server/kernel/deadline.ts'
import { mongoose } from '#server/kernel/mongo.ts'

const { MongoNetworkError, MongoServerError, MongoBulkWriteError } = mongoose.mongo
const codeOf = (error: unknown): string => refusedBy(error).refused.code
type Result = ConstructorParameters<typeof MongoBulkWriteError>[1]
const many = (error: object) => new MongoBulkWriteError(error as never, { insertedCount: 0 } as Result)

test('a member that goes, a connection that breaks, a store that is away', () => {
  for (const error of [
    new MongoNetworkError('read ECONNRESET'),
    many(new MongoNetworkError('connection 5 closed')),
    new MongoServerError({ message: 'not primary', code: 10107 }),
    new MongoServerError({ message: 'stepped down', code: 189 }),
    new Error('wrapped', { cause: new MongoServerError({ message: 'shutting down', code: 11600 }) }),
    new DatabaseSilent('findOne', 3_000),
    Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' }),
    new StorageFailure('unavailable', new Error('ECONNREFUSED'))
  ])
    expect(codeOf(error)).toBe('unavailable')
})

test('a full disk passes only when somebody makes room', () => {
  expect(codeOf(new StorageFailure('full', new Error('ENOSPC')))).toBe('storage_full')
})

test('a duplicate, a wrong document and a mistake of ours are none of them', () => {
  for (const error of [
    many({ message: 'E11000', code: 11000 }),
    new MongoServerError({ message: 'Document failed validation', code: 121 }),
    new TypeError('undefined is not a function')
  ])
    expect(codeOf(error)).toBe('broken')
})
