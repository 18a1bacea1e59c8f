import { beforeEach, expect, test, vi } from 'vitest'
import { photoPartBytes } from '#shared/photos.ts'
import { guest } from '../../miniprogram/src/api'
import { sweepPhotos, takePhotos } from '../../miniprogram/src/camera'
import type { DraftPhoto } from '../../miniprogram/src/drafts'
import { allSent, photoQueue, someFailed } from '../../miniprogram/src/photos-to-send'
import Taro, { answer, phone, reset } from './mocks/taro'
import { addedPhoto } from './phone-city'
import { photoId, problem } from './samples'

beforeEach(reset)

const lot = () => photoQueue(() => Promise.resolve(guest))
const settled = async (of: ReturnType<typeof lot>) => {
  await of.settled()
}

test('photos go up one at a time, and one that fails never holds up the others', async () => {
  let under = 0
  let most = 0
  answer('POST', /photos\/parts/, async ({ data }) => {
    most = Math.max(most, ++under)
    await new Promise((resolve) => setTimeout(resolve, 1))
    under -= 1
    return data === 'b' ? 'no network' : addedPhoto(photoId(String(data).charCodeAt(0)))
  })
  const mine = lot()
  await mine.add([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
  await settled(mine)
  expect(most).toBe(1)
  expect(mine.read().map((shot) => shot.state)).toEqual(['sent', 'failed', 'sent'])
  expect(someFailed(mine.read())).toBe(true)

  answer('POST', /photos\/parts/, addedPhoto(photoId(2)))
  mine.retry('b')
  await settled(mine)
  expect(allSent(mine.read())).toBe(true)
})

test('a photo the server has already is not sent again until it was swept away', async () => {
  answer('POST', /photos\/parts/, addedPhoto(photoId(9)))
  const mine = lot()
  await mine.add([{ name: 'a', id: photoId(1) }])
  expect(phone.uploads).toEqual([])
  mine.resend()
  await settled(mine)
  expect(mine.read()[0]).toMatchObject({ state: 'sent', id: photoId(9) })
})

test('a refused photo says why', async () => {
  answer('POST', /photos\/parts/, { status: 422, body: problem('not_a_photo', '这个文件不是能看的照片。') })
  const mine = lot()
  await mine.add([{ name: 'a' }])
  await settled(mine)
  expect(mine.read()[0]).toMatchObject({ state: 'failed', why: { detail: '这个文件不是能看的照片。' } })
})

test('a photo is known the moment it is taken, and made small afterwards, whatever happens in between', async () => {
  phone.taken = ['wxfile://tmp/1.jpg', 'wxfile://tmp/2.jpg']
  answer('POST', /photos\/parts/, addedPhoto(photoId(1)))
  const kept: DraftPhoto[][] = []
  const mine = photoQueue(
    () => Promise.resolve(guest),
    (photos) => void kept.push(photos)
  )
  expect(await takePhotos(9, ['camera'], (photo) => void mine.add([photo]))).toBe('taken')
  expect(kept[0]).toEqual([{ name: 'wxfile://usr/1.jpg', raw: true }])
  await settled(mine)
  expect(phone.shrunk[0]).toMatchObject({ src: 'wxfile://usr/1.jpg', compressedWidth: 1600 })
  expect(kept.at(-1)).toMatchObject([
    { name: 'wxfile://usr/1-small.jpg', id: photoId(1) },
    { name: 'wxfile://usr/2-small.jpg' }
  ])
  // Of the large ones nothing stays on the phone.
  expect(phone.gone).toEqual(['wxfile://usr/1.jpg', 'wxfile://usr/2.jpg'])
  expect(phone.uploads).toEqual(['wxfile://usr/1-small.jpg', 'wxfile://usr/2-small.jpg'])

  // The phone died before the second was made small: it is made small now, and the first is not sent again.
  phone.uploads = []
  const again = photoQueue(
    () => Promise.resolve(guest),
    () => undefined,
    [
      { name: 'wxfile://usr/1-small.jpg', id: photoId(1) },
      { name: 'wxfile://usr/2.jpg', raw: true }
    ]
  )
  phone.gone = []
  await settled(again)
  expect(phone.uploads).toEqual(['wxfile://usr/2-small.jpg'])
})

test('what had arrived of a photo is asked first, and only the rest is sent', async () => {
  const name = 'x'.repeat(photoPartBytes + 1)
  answer('POST', /photos\/parts/, ({ data }) =>
    data === '' ? { status: 200, body: { missing: [1] } } : addedPhoto(photoId(3))
  )
  const mine = photoQueue(
    () => Promise.resolve(guest),
    () => undefined,
    [{ name, key: 'k'.repeat(32) }]
  )
  await settled(mine)
  expect(phone.uploads).toEqual(['', 'x'])
  expect(mine.read()[0]).toMatchObject({ state: 'sent', id: photoId(3) })
})

test('a part that is being worked on is asked about again, one that was spoiled is sent again, and neither for ever', async () => {
  vi.useFakeTimers()
  const refusals = ['in_flight', 'altered']
  answer('POST', /photos\/parts/, ({ data }) => {
    const code = refusals.shift()
    if (code) return { status: 409, body: problem(code) }
    return data === '' ? { status: 200, body: { missing: [0] } } : addedPhoto(photoId(4))
  })
  const mine = lot()
  await mine.add([{ name: 'a' }])
  await vi.runAllTimersAsync()
  expect(mine.read()[0]).toMatchObject({ state: 'sent' })
  answer('POST', /photos\/parts/, { status: 422, body: problem('altered') })
  await mine.add([{ name: 'b' }])
  await vi.runAllTimersAsync()
  expect(mine.read()[1]).toMatchObject({ state: 'failed', why: { code: 'altered' } })
  expect(phone.uploads.length).toBeLessThan(12)
  vi.useRealTimers()
})

test('a photo that is taken out stops going up, and is let go', async () => {
  let stopped = false
  let began: () => void = () => undefined
  const underWay = new Promise<void>((resolve) => (began = resolve))
  vi.spyOn(Taro, 'request').mockImplementationOnce((() => {
    let fail: (why: Error) => void = () => undefined
    const task = new Promise((_, no) => (fail = no))
    began()
    return Object.assign(task, {
      abort: () => {
        stopped = true
        fail(new Error('request:fail abort'))
      }
    })
  }) as never)
  const mine = lot()
  await mine.add([{ name: 'a' }])
  await underWay
  mine.remove('a')
  await settled(mine)
  expect(stopped).toBe(true)
  expect(mine.read()).toEqual([])
  expect(phone.gone).toEqual(['a'])
})

test('files that nothing refers to are let go, and those of this moment are left alone', async () => {
  phone.saved = [
    { filePath: 'kept', createTime: 1 },
    { filePath: 'old', createTime: 1 },
    { filePath: 'new', createTime: 100 }
  ]
  await sweepPhotos((name) => name === 'kept', 50_000)
  expect(phone.gone).toEqual(['old'])
})

test('whoever does not allow the camera is told so, not stuck', async () => {
  phone.allows.privacy = false
  expect(await takePhotos(1, ['camera'], () => undefined)).toBe('refused')
})
