import { beforeEach, expect, test } from 'vitest'
import { guest } from '../../miniprogram/src/api'
import { takePhotos } from '../../miniprogram/src/camera'
import { allSent, photoQueue, someFailed } from '../../miniprogram/src/photos-to-send'
import { answer, phone, reset } from './mocks/taro'
import { photoId, problem } from './samples'

beforeEach(reset)

const lot = () => photoQueue(() => Promise.resolve(guest))
const settled = async (of: ReturnType<typeof lot>) => {
  while (of.read().some((shot) => shot.state === 'waiting' || shot.state === 'sending'))
    await new Promise((resolve) => setTimeout(resolve, 0))
}

test('photos go up one at a time, and one that fails never holds up the others', async () => {
  let under = 0
  let most = 0
  answer('POST', /photos$/, async ({ data }) => {
    most = Math.max(most, ++under)
    await new Promise((resolve) => setTimeout(resolve, 1))
    under -= 1
    return data === 'b'
      ? 'no network'
      : { status: 201, body: { id: photoId(String(data).charCodeAt(0)), width: 4, height: 3 } }
  })
  const mine = lot()
  await mine.add([{ name: 'a' }, { name: 'b' }, { name: 'c' }])
  await settled(mine)
  expect(most).toBe(1)
  expect(mine.read().map((shot) => shot.state)).toEqual(['sent', 'failed', 'sent'])
  expect(someFailed(mine.read())).toBe(true)

  answer('POST', /photos$/, { status: 201, body: { id: photoId(2), width: 4, height: 3 } })
  mine.retry('b')
  await settled(mine)
  expect(allSent(mine.read())).toBe(true)
})

test('a photo the server has already is not sent again until it was swept away', async () => {
  answer('POST', /photos$/, { status: 201, body: { id: photoId(9), width: 4, height: 3 } })
  const mine = lot()
  await mine.add([{ name: 'a', id: photoId(1) }])
  expect(phone.uploads).toEqual([])
  mine.resend()
  await settled(mine)
  expect(mine.read()[0]).toMatchObject({ state: 'sent', id: photoId(9) })
})

test('a refused photo says why', async () => {
  answer('POST', /photos$/, { status: 422, body: problem('not_a_photo', '这个文件不是能看的照片。') })
  const mine = lot()
  await mine.add([{ name: 'a' }])
  await settled(mine)
  expect(mine.read()[0]).toMatchObject({ state: 'failed', why: '这个文件不是能看的照片。' })
})

test('a large photo is made small on the phone and moved where a draft can find it again', async () => {
  phone.taken = ['wxfile://tmp/1.jpg', 'wxfile://tmp/2.jpg']
  expect(await takePhotos(9, ['camera'])).toEqual({ ok: true, names: ['wxfile://usr/1.jpg', 'wxfile://usr/2.jpg'] })
  expect(phone.shrunk[0]).toMatchObject({ compressedWidth: 1600 })
})

test('whoever does not allow the camera is told so, not stuck', async () => {
  phone.allows.privacy = false
  expect(await takePhotos(1, ['camera'])).toEqual({ ok: false, why: 'refused' })
})
