/** The pages: what a link opens, and what the desk shows of accounts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import type { InvitedView } from '#shared/staff.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { signIn } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

let server: TestServer
let desk: Visitor
const secret = 'matcha smells of rain'
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  desk = visitor(server.url)
  await desk.signIn('guan', password)
})
afterAll(() => server.stop())

const add = async (login: string): Promise<string> => {
  const guan = await signIn(server, 'guan')
  const person = { login, name: `新人${login}`, office: 'water', roles: ['officer'] }
  const { body } = await guan.post<InvitedView>('/api/staff', person)
  return body.invitation.link?.slice(server.url.length) ?? ''
}

describe('the page that a link opens', () => {
  test('takes what the link carries out of the address, and lets no referrer, cache or later page have it', async () => {
    const path = await add('careful')
    const person = visitor(server.url)
    const first = await person.go(path)
    const second = await person.go(first.location)
    for (const { headers } of [first, second]) expect(headers.get('cache-control')).toBe('no-store')
    // The page itself may say to its own site where it is, or no browser could send its form.
    expect([first, second].map(({ headers }) => headers.get('referrer-policy'))).toEqual(['no-referrer', 'same-origin'])
    expect(first.headers.getSetCookie().join()).toMatch(/invitation=.*path=\/office\/invitation.*httponly/i)
    expect(second.html).toContain('新人careful')
    expect(second.html).not.toContain(path.split('/').at(-1))
  })

  test('says what is wrong with a password, keeps the link, and leads to the door once one is set', async () => {
    const person = visitor(server.url)
    await person.go(await add('setting'))
    const _token = person.tokenIn((await person.go('/office/invitation')).html)
    const send = (fresh: string, again = fresh) =>
      person.send('/office/invitation', { _token, password: fresh, 'password-again': again })
    expect((await send('short')).html).toContain('太短')
    expect((await send(secret, 'other')).html).toContain('两次写的不一样')
    const done = await send(secret)
    expect(done.location).toBe('/office/invitation?done=1')
    expect((await person.go(done.location)).html).toContain('密码设好了')
    expect((await person.signIn('setting', secret)).status).toBe(303)
  })

  test('of a link that was used, or that is none, says so and what to do', async () => {
    const path = await add('twice')
    const person = visitor(server.url)
    await person.go(path)
    const _token = person.tokenIn((await person.go('/office/invitation')).html)
    await person.send('/office/invitation', { _token, password: secret, 'password-again': secret })
    await person.go(path)
    const used = await person.go('/office/invitation')
    expect(used.status).toBe(410)
    expect(used.html).toContain('已经用过了')
    for (const nothing of [
      '/office/invitation/abc',
      '/office/invitation/%00%2e%2e',
      `/office/invitation/${'A'.repeat(51)}`
    ]) {
      await person.go(nothing)
      expect([404, 410]).toContain((await person.go('/office/invitation')).status)
    }
    expect((await visitor(server.url).go('/office/invitation')).html).toContain('没有这个链接')
  })

  test('sets nobody’s password by a page that was drawn for another, nor from another site', async () => {
    const [one, other] = [await add('one'), await add('other')]
    const person = visitor(server.url)
    await person.go(one)
    const _token = person.tokenIn((await person.go('/office/invitation')).html)
    await person.go(other)
    const sent = await person.send('/office/invitation', { _token, password: secret, 'password-again': secret })
    expect(sent.status).toBe(403)
    expect(sent.html).toContain('新人other')
    const foreign = await person.send(
      '/office/invitation',
      { _token, password: secret, 'password-again': secret },
      { origin: 'https://elsewhere.example' }
    )
    expect(foreign.status).toBe(403)
  })
})

describe('the desk', () => {
  test('lists, finds, and shows one account with what may be done', async () => {
    const list = await desk.go('/office/people?q=zhou')
    expect(list.html).toContain('周明远')
    expect(list.html).not.toContain('钱进')
    const one = await desk.go('/office/people/zhou')
    for (const words of ['重置密码', '退出所有设备', '办离岗', '改岗位']) expect(one.html).toContain(words)
    expect((await desk.go('/office/people/nobody')).status).toBe(404)
    expect((await desk.go('/office/people?state=elsewhere')).status).toBe(404)
  })

  test('shows a new link once, on a slip with its code, and never in an address', async () => {
    const _token = desk.tokenIn((await desk.go('/office/people/new')).html)
    const person = { login: 'slip', name: '条子', office: 'water', roles: 'officer', title: '', email: '' }
    const made = await desk.send('/office/people/new', { _token, ...person })
    expect(made.status).toBe(200)
    expect(made.html).toMatch(/\/office\/invitation\/[\w-]{51}/)
    expect(made.html).toContain('<svg')
    expect((await desk.go('/office/people/slip')).html).not.toMatch(/invitation\/[\w-]{51}/)
    const taken = await desk.send('/office/people/new', { _token, ...person })
    expect(taken.status).toBe(409)
    expect(taken.html).toContain('已有人用')
    expect(taken.html).toContain('条子')
  })

  test('brings in a list: pasted from a spreadsheet, or a file as Windows saves it', async () => {
    const _token = desk.tokenIn((await desk.go('/office/people/list')).html)
    const pasted = '用户名\t姓名\t单位\t岗位\nlisted-a\t甲\t水利局\t经办人\nlisted-b\t"乙 ""小乙"""\t没有的局\t经办人'
    const checked = await desk.send('/office/people/list', { _token, list: pasted })
    expect(checked.html).toContain('1 行有问题')
    expect(checked.html).toContain('没有这个单位')
    expect(checked.html).toContain('乙 &quot;小乙&quot;')
    // 甲, 水利局 and 经办人 in GB 18030.
    const gb = Buffer.from('6c69737465642d632cbcd72ccbaec0fbbed62cbeadb0ecc8cb0d0a', 'hex')
    const file = await desk.send('/office/people/list', {
      _token,
      list: '',
      file: new Blob([gb], { type: 'text/csv' })
    })
    expect(file.html).toContain('水利局')
    expect(file.html).toContain('可以邀请')
    const book = await writeXlsxFile([
      ['listed-c', '丙', '水利局', '经办人'].map((value) => ({ value, type: String }))
    ]).toBuffer()
    const opened = await desk.send('/office/people/list', { _token, list: '', file: new Blob([book as never]) })
    expect(opened.html).toContain('1 行都没有问题')
    const broken = await desk.send('/office/people/list', { _token, list: '', file: new Blob(['PK\u0003\u0004']) })
    expect([broken.status, broken.html]).toEqual([422, expect.stringContaining('这个文件打不开')])
    const done = await desk.send('/office/people/list/invite', { _token, list: pasted, 'leave-out': 'yes' })
    expect(done.html).toContain('已邀请 1 人')
    expect(done.html).toContain('listed-a')
    expect((await desk.send('/office/people/list', { _token, list: '' })).html).toContain('名单是空的')
    const many = Array.from({ length: 501 }, (_, i) => `many-${i},甲,water,officer`).join('\n')
    expect((await desk.send('/office/people/list', { _token, list: many })).html).toContain('最多 500 人')
  })

  test('asks before somebody leaves, and says who stands in for him', async () => {
    const ask = await desk.go('/office/people/chen/leave')
    expect(ask.html).toContain('陈立离岗')
    const done = await desk.send('/office/people/chen/leave', { _token: desk.tokenIn(ask.html) })
    expect(done.location).toBe('/office/people/chen?done=left')
    expect((await desk.go('/office/people/chen')).html).toContain('恢复在岗')
    const last = await desk.go('/office/people/guan/leave')
    const refused = await desk.send('/office/people/guan/leave', { _token: desk.tokenIn(last.html) })
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('最后一位管理员')
  })

  test('is shut to who runs nobody’s account; a head finds the way in his own head line', async () => {
    const officer = visitor(server.url)
    await officer.signIn('wu', password)
    expect((await officer.go('/office/people')).status).toBe(403)
    expect((await officer.go('/office/me')).html).not.toContain('/office/people')
    await mongoose.connection.collection('staff').updateOne({ _id: 'xu' as never }, { $set: { head: true } })
    const head = visitor(server.url)
    await head.signIn('xu', password)
    expect((await head.go('/office/me')).html).toContain('/office/people')
    const list = await head.go('/office/people')
    expect(list.html).toContain('周明远')
    expect(list.html).not.toContain('钱进')
  })
})
