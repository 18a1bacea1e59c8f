/**
 * From a place that is complained about again and again to a paper in somebody's hand, in real browsers: an organiser
 * drafts an activity with one click, a reviewer opens it, residents sign up on their phones and a member of staff by the
 * portal until one has to wait; one cancels, the waiting one moves up; somebody checks in with no network; hours are
 * settled, a certificate is issued, checked by a stranger and revoked. The clock of everybody is the test's.
 */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { BrowserContext, Page } from 'playwright-core'
import { loadBaseMap, loadCity } from '#config/city/index.ts'
import { drawScene, type SceneKind } from '#config/demo-city/scenes/index.ts'
import type { ActivityView } from '#shared/activities.ts'
import type { CertificateView } from '#shared/certificates.ts'
import { clean, desk, openBrowser, phone, send, shoot, signIn, steps, watch } from '#tests/support/browser.ts'
import { askFor } from '#tests/support/certifying.ts'
import { client, freshKey, type Client } from '#tests/support/http.ts'
import { readPdf } from '#tests/support/pdf.ts'
import { password, startTestServer } from '#tests/support/server.ts'

const minute = 60_000
const day = 24 * 60 * minute
const city = await loadCity()
const category = city.categories.find((c) => city.rules.some((r) => 'duty' in r.lead && r.categories.includes(c.code)))
const organiser = city.people.find((p) => p.roles.includes('organiser') && p.office === 'hebin-squad')
const moderator = city.people.find((p) => p.roles.includes('moderator'))
const colleague = city.people.find((p) => p.office === 'hebin-squad' && p !== organiser)
if (!category || !organiser || !moderator || !colleague) throw new Error('the demo city has nobody to help')
// A Monday morning.
const server = await startTestServer({ city, baseMap: await loadBaseMap(), now: '2026-11-16T01:30:00.000Z' })
const spot = server.city.areas.labelPoint('hebin') ?? server.city.info.centre
const browser = await openBrowser()
const { step, passed } = steps()
const faults: string[] = []
let failed = 0

const contexts: BrowserContext[] = []
/** The same moment for the server and for every browser. */
async function at(moment: number): Promise<void> {
  server.setNow(new Date(moment))
  for (const context of contexts) await context.clock.setFixedTime(moment)
}
const now = (): number => server.context.now().getTime()
function joined(context: BrowserContext): BrowserContext {
  contexts.push(context)
  return context
}
/** A member of staff at the desk; a sign-in lasts a day, and time flies here. */
const sit = async (name: string, path: string): Promise<Page> =>
  signIn(joined(await desk(browser, server.context.now())), { url: server.url, name, password }, path, faults)

/** The organiser's screen: what phones photograph. */
let codePage: Page | undefined
async function pocket(): Promise<{ context: BrowserContext; page: Page }> {
  const context = joined(await phone(browser, { longitude: spot.lng, latitude: spot.lat }, server.context.now()))
  return { context, page: watch(await context.newPage(), faults) }
}
/** Photographs the organiser's screen and lets the phone read it. */
async function scan(page: Page, signup: string): Promise<void> {
  const picture = await codePage?.locator('#code').screenshot()
  if (!picture) throw new Error('nobody shows a code')
  const chooser = page.waitForEvent('filechooser')
  await page.locator(`#scan-${signup}`).tap()
  await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture })
}
const signupOn = async (page: Page): Promise<string> => {
  const card = page.locator('.ac-card[id^=signup-]')
  await card.waitFor()
  return ((await card.getAttribute('id')) ?? '').replace('signup-', '')
}
/** The phone's own pass, renewed by a look at its page, for the one door that has no page here. */
async function asResident(page: Page, signup: string): Promise<Client> {
  await page.goto(`${server.url}/m/#/activities/mine`)
  await page.reload()
  await page.locator(`#open-${signup}`).waitFor()
  const access = await page.evaluate(() => {
    const kept = localStorage.getItem('suishoupai.pass.resident') ?? '{}'
    return (JSON.parse(kept) as { data?: { access: string } }).data?.access ?? ''
  })
  return client(server, access)
}

const scene = (moment: 'before' | 'after', variant: number): Promise<Buffer> =>
  sharp(Buffer.from(drawScene(category.scene as SceneKind, moment, variant)))
    .flatten()
    .jpeg({ quality: 85 })
    .toBuffer()
const onDisk = async (moment: 'before' | 'after'): Promise<string> => {
  const path = join(tmpdir(), `suishoupai-${process.pid}-${moment}.jpg`)
  writeFileSync(path, await scene(moment, 0))
  return path
}

try {
  // ——— a place with repeated cases

  const guest = client(server)
  const nos: string[] = []
  for (const [i, text] of ['门口又摆出来了，推车过不去。', '还是这几家，天天这样。', '盲道上全是箱子。'].entries()) {
    const { id } = (await guest.photo(await scene('before', i))).body
    const place = { lng: spot.lng + i * 0.0001, lat: spot.lat }
    const sent = await guest.post<{ no: string }>(
      '/api/reports',
      { category: category.code, photos: [id], place, text, consentPublic: true },
      { 'idempotency-key': freshKey() }
    )
    if (sent.status !== 201) throw new Error(sent.text)
    nos.push(sent.body.no)
  }

  const ding = await sit(organiser.id, `/office/cases/${nos[0]}`)
  const no = await step('one click makes a draft of what is reported here again and again', ding, async () => {
    await shoot(ding, 'helpers-case-1440', false)
    await ding.locator('form.oa-here button').click()
    await ding.waitForURL(/\/office\/activities\/[\d-]+\/edit$/)
    for (const no of nos)
      if (!(await ding.inputValue('input[name=cases]')).includes(no)) throw new Error(`without ${no}`)
    await ding.fill('input[name=title]', '一起把人行道腾出来')
    await ding.fill('input[name=address]', '河滨路菜场门口的大榕树下')
    await ding.fill('input[name="s0.r0.seats"]', '3')
    await shoot(ding, 'helpers-plan-1440')
    await send(ding, 'form.oa-form .dlg-b button')
    await ding.waitForURL(/\/office\/activities\/[\d-]+\?done=edit$/)
    return /activities\/([\d-]+)/.exec(ding.url())?.[1] ?? ''
  })
  const home = `/office/activities/${no}`
  const press = (verb: string) => `form:has(input[name=verb][value=${verb}]) button`

  await step('it goes to review, and a second pair of eyes opens it', ding, async () => {
    await send(ding, press('submit'))
    const shen = await sit(moderator.id, home)
    await shoot(shen, 'helpers-review-1440')
    await send(shen, press('approve'))
    await shen.getByText('报名中').first().waitFor()
  })
  const view = (await guest.get<ActivityView>(`/api/activities/${no}`)).body
  const shift = view.shifts[0]?.id ?? ''
  const from = Date.parse(view.from)
  const to = Date.parse(view.to)

  // ——— sign-ups, to the last seat and beyond

  const visitor = watch(await joined(await desk(browser, server.context.now())).newPage(), faults)
  await step('anyone reads of it on the portal, at every width', visitor, async () => {
    for (const [width, scheme] of [
      [1440, 'light'],
      [390, 'dark']
    ] as const) {
      await visitor.setViewportSize({ width, height: 900 })
      await visitor.emulateMedia({ colorScheme: scheme })
      for (const [name, path] of [
        ['activities', '/activities'],
        ['activity', `/activities/${no}`]
      ] as const) {
        const response = await visitor.goto(server.url + path)
        if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()}`)
        await clean(visitor, `${path} at ${width} ${scheme}`)
        await shoot(visitor, `helpers-${name}-${width}`)
      }
    }
    await visitor.emulateMedia({ colorScheme: 'light' })
    await visitor.setViewportSize({ width: 1440, height: 900 })
  })

  const [an, bao, cai] = [await pocket(), await pocket(), await pocket()]
  const activityOn = `${server.url}/m/#/activities/activity?no=${no}`
  /** Where nobody vouches, a name for trying things out comes before the three taps. */
  async function signUp(page: Page, name: string): Promise<string> {
    await page.locator('#join-start').tap()
    await page.locator('#join-try').tap()
    await page.locator('#name').fill(name)
    await page.locator('#adult-yes').tap()
    await page.locator('#join-go').tap()
    return signupOn(page)
  }
  const ans = await step('a resident finds it on her phone and takes a seat', an.page, async () => {
    await an.page.goto(`${server.url}/m/#/activities/index`)
    await an.page.locator(`#activity-${no}`).waitFor()
    await shoot(an.page, 'helpers-phone-list-390')
    await an.page.locator(`#activity-${no}`).tap()
    await an.page.locator('#join-start').waitFor()
    await clean(an.page, 'the activity on the phone')
    await shoot(an.page, 'helpers-phone-activity-390')
    const id = await signUp(an.page, '安然')
    await an.page.getByText('已报上，到时见。').waitFor()
    await shoot(an.page, 'helpers-phone-in-390')
    return id
  })
  const baos = await step('another scans the code on the portal', bao.page, async () => {
    await bao.page.goto(activityOn)
    return signUp(bao.page, '鲍春来')
  })
  await step('an officer comes too: the portal leads him to the desk', visitor, async () => {
    await visitor.goto(`${server.url}/activities/${no}`)
    const way = await visitor.locator('a[href$="/join"]').getAttribute('href')
    const page = await sit(colleague.id, way ?? '')
    await shoot(page, 'helpers-join-1440', false)
    // Nobody says of him that he is of age.
    await page.locator('[name=adult]').first().check()
    await send(page, 'form.oa-inline button.btn-p')
    await page.getByText('已报名').first().waitFor()
  })
  // What guests read may be some seconds old.
  await at(now() + minute)
  const cais = await step('the fourth stands first in the queue', cai.page, async () => {
    await cai.page.goto(activityOn)
    await cai.page.getByText('报满了，可以候补').first().waitFor()
    const id = await signUp(cai.page, '蔡小满')
    await cai.page.getByText('候补中，您排第一位。').waitFor()
    await shoot(cai.page, 'helpers-phone-waiting-390')
    return id
  })

  // ——— one cannot come

  await step('who cannot come gives the seat back, and the first in the queue confirms it', cai.page, async () => {
    await bao.page.locator(`#cancel-${baos}`).tap()
    await bao.page.locator(`#yes-${baos}`).tap()
    await bao.page.locator(`#cancel-${baos}`).waitFor({ state: 'detached' })
    await server.tick()
    await server.tick()
    await cai.page.goto(`${server.url}/m/#/activities/mine`)
    await cai.page.locator('#notices').getByText('一起把人行道腾出来').first().waitFor()
    await cai.page.getByText(/^有名额了/).waitFor()
    await shoot(cai.page, 'helpers-phone-offered-390')
    await cai.page.locator(`#confirm-${cais}`).tap()
    await cai.page.getByText('已报上，到时见。').waitFor()
  })

  // ——— the morning itself

  await at(from - 5 * minute)
  codePage = await sit(organiser.id, `${home}/shifts/${shift}/code`)
  const queued = '没有网络，记在手机里了'
  await step('one checks in with no network, and the phone keeps it', an.page, async () => {
    await shoot(codePage as Page, 'helpers-code-1440', false)
    await an.page.goto(`${server.url}/m/#/activities/mine`)
    await an.page.reload()
    await an.page.locator(`#scan-${ans}`).waitFor()
    await an.context.setOffline(true)
    await scan(an.page, ans)
    await an.page.getByText(queued).waitFor()
    await shoot(an.page, 'helpers-phone-offline-390')
    const roster = await sit(organiser.id, `${home}/shifts/${shift}`)
    if (await roster.getByText('现场码').count()) throw new Error('the server heard of it without a network')
  })
  await step('another has a network', cai.page, async () => {
    await cai.page.reload()
    await scan(cai.page, cais)
    await cai.page.getByText('签到好了。').waitFor()
  })
  await step('the network is back, and what was kept goes out by itself', an.page, async () => {
    await at(from + 40 * minute)
    await an.context.setOffline(false)
    await an.page.getByText('已签到 08:25').waitFor()
    await an.page.getByText(queued).waitFor({ state: 'detached' })
  })
  await step('both leave at the end', an.page, async () => {
    await at(to)
    codePage = await sit(organiser.id, `${home}/shifts/${shift}/code`)
    for (const [{ page }, id] of [
      [an, ans],
      [cai, cais]
    ] as const) {
      await page.reload()
      await scan(page, id)
      await page.getByText('签退好了，辛苦了。').waitFor()
    }
    await shoot(an.page, 'helpers-phone-out-390')
  })

  // ——— hours and results

  await at(to + 30 * minute)
  // The worker has seen that it began.
  await server.tick()
  await step('the hours of all of them are granted in one go', ding, async () => {
    const roster = await sit(organiser.id, `${home}/shifts/${shift}`)
    await clean(roster, 'the roster')
    await shoot(roster, 'helpers-roster-1440')
    await send(roster, '.oa-settle button')
    await roster.getByText('安然').first().waitFor()
    await shoot(roster, 'helpers-settled-1440')
    await roster.goto(`${server.url}${home}/settle`)
    await roster.fill('textarea[name=words]', '八家店的东西都搬回了店里，划了线，说好每天收摊前看一次。')
    await roster.fill('input[name="f0.name"]', '腾出人行道')
    await roster.fill('input[name="f0.value"]', '120 米')
    await roster.locator('input[name=beforePhoto]').setInputFiles(await onDisk('before'))
    await roster.locator('input[name=afterPhoto]').setInputFiles(await onDisk('after'))
    await send(roster, 'form.oa-inline .dlg-b button')
    await roster.waitForURL(/done=settle$/)
    await server.tick()
    const shen = await sit(moderator.id, home)
    await send(shen, press('publish'))
  })
  await at(now() + minute)
  await step('what came of it stands on the wall of results', visitor, async () => {
    await visitor.goto(`${server.url}/activities/results`)
    await visitor.getByRole('link', { name: '一起把人行道腾出来', exact: true }).waitFor()
    await clean(visitor, 'the results')
    await shoot(visitor, 'helpers-results-1440')
  })

  // ——— a certificate

  const asked = await (
    await asResident(an.page, ans)
  ).post<CertificateView>('/api/certificates', askFor(server, '安然'), { 'idempotency-key': freshKey() })
  if (asked.status !== 201) throw new Error(asked.text)
  const paper = `/office/certificates/${asked.body.id}`
  await step('it is announced for seven days, and another one signs', ding, async () => {
    const page = await sit(organiser.id, paper)
    await send(page, 'button[name=verb][value=approve]')
    await at(now() + 7 * day)
    const shen = await sit(moderator.id, paper)
    await shoot(shen, 'helpers-certificate-1440')
    await send(shen, 'button[name=verb][value=issue]')
    await shen.getByText('打开证明').or(shen.locator('a.btn-o[href*=".pdf"]')).first().waitFor()
  })
  const own = (await (await asResident(an.page, ans)).get<CertificateView>(`/api/certificates/${asked.body.id}`)).body
  const stranger = watch(
    await joined(await phone(browser, { longitude: 0, latitude: 0 }, server.context.now())).newPage(),
    faults
  )
  const check = `${server.url}/certificates/${own.number ?? ''}`
  await step('a stranger who holds the paper sees what its holder allows, and no more', stranger, async () => {
    const pdf = await fetch(server.url + (own.pdf ?? ''))
    const words = readPdf(Buffer.from(await pdf.arrayBuffer())).pages.join('')
    for (const text of [own.number, own.code, '安然'])
      if (!text || !words.replace(/\s/g, '').includes(text))
        throw new Error(`the paper does not say ${text ?? 'anything'}`)
    // By the number alone, which anyone can guess, nothing that its holder did not make public.
    await stranger.goto(check)
    await stranger.getByRole('heading', { name: '没有查到' }).waitFor()
    if (await stranger.getByText('安然').count()) throw new Error('the number alone tells the name')
    // By the address in the code on the paper.
    await stranger.goto(`${check}?code=${own.code ?? ''}`)
    await stranger.getByText('安然').first().waitFor()
    if (await stranger.getByText(/11010519491231/).count()) throw new Error('the identity was not allowed')
    await clean(stranger, 'the certificate')
    await shoot(stranger, 'helpers-verify-390')
  })
  await step('it is revoked, and the stranger sees that at once', stranger, async () => {
    const shen = await sit(moderator.id, paper)
    await shen.locator('details:has(select[name=cause]) summary').click()
    await shen.selectOption('select[name=cause]', 'issued_in_error')
    await shen.fill('#revoke-words', '经办时写错了单位，重开一份')
    await send(shen, 'button[name=verb][value=revoke]')
    await stranger.reload()
    await stranger.getByRole('heading', { name: '证明已撤销' }).waitFor()
    if (await stranger.getByText('安然').count()) throw new Error('a revoked paper still tells the name')
    await shoot(stranger, 'helpers-revoked-390')
  })

  await step('no page complained to its console', visitor, () => {
    if (faults.length > 0) throw new Error(faults.join('\n'))
    return Promise.resolve()
  })
} catch (error) {
  failed = 1
  console.log(error instanceof Error ? error.stack : error)
} finally {
  await browser.close()
  await server.stop()
}
console.log(JSON.stringify({ passed: passed.length, failed }))
process.exit(failed)
