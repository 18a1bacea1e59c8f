/**
 * The compiled WeChat build, run on WeChat's own component framework in a browser, against a real server: a resident takes
 * a photo, submits it under his WeChat account, reads the receipt and finds the report again; an officer signs in to the
 * subpackage and signs for the case.
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import sharp from 'sharp'
import type { Page } from 'playwright-core'
import { loadBaseMap, loadCity } from '#config/city/index.ts'
import { openBrowser, phone, shoot, steps, watch } from '#tests/support/browser.ts'
import { password, startTestServer } from '#tests/support/server.ts'
import { unreadable } from '../weapp-host/engine.ts'
import { startHost } from '../weapp-host/index.ts'
import { toGcj } from '../../miniprogram/src/place/datum'

/** WeChat's limit for a package, and the share of it that we allow ourselves. */
const PACKAGE_ATMOST = 2 * 1024 * 1024
const MAIN_SHARE = 0.24
const ROOM_SHARE = 0.15
/** Bytes of script that run before the first screen is there. */
const FIRST_SCREEN_ATMOST = 310 * 1024

const city = await loadCity()
const category = city.categories.find((c) => city.rules.some((r) => 'duty' in r.lead && r.categories.includes(c.code)))
if (!category) throw new Error('the demo city has nothing a street squad answers for')
const server = await startTestServer({ city, baseMap: await loadBaseMap(), runs: true })
const spot = server.city.areas.labelPoint('hebin') ?? server.city.info.centre
const jpeg = await sharp({ create: { width: 3024, height: 4032, channels: 3, background: '#6a7f78' } })
  .composite([
    {
      input: Buffer.from(
        `<svg width="3024" height="4032"><rect x="400" y="2600" width="2200" height="900" fill="#b9863f"/></svg>`
      )
    }
  ])
  .jpeg()
  .toBuffer()
const dist = resolve(import.meta.dirname, '../../miniprogram/dist/weapp')
const host = await startHost({
  dist,
  upstream: server.url,
  apiBase: 'http://127.0.0.1:8787',
  photos: { 'camera.jpg': jpeg },
  place: { ...toGcj(spot), accuracy: 8 }
})
const browser = await openBrowser()
const run = steps()
const faults: string[] = []
let failed = 0

/** From its top, as bar and foot stick to what is scrolled. */
const picture = async (page: Page, name: string): Promise<void> => {
  await page.evaluate(() => window.scrollTo(0, 0))
  await shoot(page, name)
}

try {
  const page = watch(
    await (await phone(browser, { longitude: spot.lng, latitude: spot.lat }, server.context.now())).newPage(),
    faults
  )
  const front = page.locator('.host-screen:not([hidden])')
  const seen = (id: string) => front.locator(`#${id}`)

  await run.step('the templates compile without a complaint', page, () => {
    if (host.compiled.problems.length > 0) throw new Error(host.compiled.problems.join('\n'))
    return Promise.resolve()
  })
  await run.step('every package leaves room for what is to come', page, () => {
    for (const [name, bytes] of Object.entries(host.compiled.packages)) {
      const most = PACKAGE_ATMOST * (name === 'main' ? MAIN_SHARE : ROOM_SHARE)
      console.log(`    ${name}: ${bytes} bytes, ${((bytes / PACKAGE_ATMOST) * 100).toFixed(1)} % of 2 MB`)
      if (bytes > most) throw new Error(`${name} has ${bytes} bytes, more than ${most}`)
    }
    return Promise.resolve()
  })
  await run.step('every script can be read by the oldest phone we promise', page, () => {
    const found = unreadable(dist)
    if (found.length > 0) throw new Error(found.join('\n'))
    return Promise.resolve()
  })
  await run.step('a resident opens it and sees where he is', page, async () => {
    await page.goto(host.url)
    await seen('shoot').waitFor()
    await front.getByText(city.info.name).first().waitFor()
    // A screen reader has to hear that the shutter is a button.
    const role = await seen('shoot').getAttribute('aria-role')
    if (role !== 'button') throw new Error(`the shutter is ${role ?? 'nothing'} to a screen reader`)
    await picture(page, 'weapp-home-390')
  })
  await run.step('little runs before the first screen', page, async () => {
    const ran = await page.evaluate(() => window.__watched.ran)
    const bytes = ran.reduce((sum, script) => sum + statSync(resolve(dist, `${script}.js`)).size, 0)
    console.log(`    ${ran.join(', ')}: ${Math.round(bytes / 1024)} KB`)
    if (bytes > FIRST_SCREEN_ATMOST) throw new Error(`${bytes} bytes of script run, more than ${FIRST_SCREEN_ATMOST}`)
  })
  await run.step('takes a photo, which goes up by itself', page, async () => {
    await seen('shoot').tap()
    await seen('group-category').waitFor()
    await front.locator('.pg-sent').waitFor()
  })
  await run.step('chooses what it is and reads who answers and by when', page, async () => {
    await seen(`tile-${category.tile}`).tap()
    await seen(`category-${category.code}`).tap()
    await seen('deadline').waitFor()
    await seen('words').locator('textarea').fill('每天傍晚六点以后三四个摊子摆在门口，人行道走不了。')
    await seen('consent-yes').tap()
    await picture(page, 'weapp-report-390')
  })
  const no = await run.step('submits it and gets a receipt with number, office and date', page, async () => {
    await seen('submit').tap()
    await seen('receipt-no').waitFor()
    await picture(page, 'weapp-receipt-390')
    const said = await seen('receipt-no').innerText()
    if (!/^\d{4}-\d{4}-\d{5}/.test(said.trim())) throw new Error(`no number: ${said}`)
    return said.trim()
  })
  await run.step('copies the number', page, async () => {
    await seen('copy').tap()
    await page.waitForFunction((wanted) => window.__watched.clipboard.includes(wanted), no)
  })
  await run.step('finds his report again, with its photo and its two clocks', page, async () => {
    await seen('see').tap()
    await front.locator('.clocks').waitFor()
    await front.locator('.pair img').first().waitFor()
    await picture(page, 'weapp-own-390')
  })
  await run.step('and among his own', page, async () => {
    await front.locator('.host-back').tap()
    await page.locator('.host-tab').nth(3).tap()
    await seen(`case-${no}`).waitFor()
    await picture(page, 'weapp-mine-390')
  })
  await run.step('大字版 makes every word larger', page, async () => {
    const size = () =>
      seen(`case-${no}`)
        .locator('.row-t')
        .evaluate((words) => parseFloat(getComputedStyle(words).fontSize))
    const before = await size()
    await seen('elder').tap()
    await front.locator('.elder').waitFor()
    const after = await size()
    if (Math.abs(after / before - 1.3) > 0.01) throw new Error(`${before} became ${after}`)
    await picture(page, 'weapp-mine-elder-390')
    await seen('elder').tap()
  })
  await run.step('a volunteer saves what he says of himself, and reads it again', page, async () => {
    await seen('signups').tap()
    await seen('to-profile').tap()
    await seen('me-name').locator('input').fill('安然')
    await seen('me-skills-photo').tap()
    await seen('draft-kept').waitFor()
    await seen('profile-save').tap()
    await seen('draft-kept').waitFor({ state: 'detached' })
    await picture(page, 'weapp-profile-390')
    await front.locator('.host-back').tap()
    await seen('to-profile').tap()
    await seen('me-name').waitFor()
    const name = await seen('me-name').locator('input').inputValue()
    if (name !== '安然') throw new Error(`the profile says ${name}`)
    await front.locator('.host-back').tap()
  })
  await run.step('founds a team, copies its code, and leaves it again', page, async () => {
    await seen('to-teams').tap()
    await seen('team-name').locator('input').fill('柳溪护河队')
    await seen('team-name-go').tap()
    await front.locator('.vo-no').waitFor()
    const code = (await front.locator('.vo-no').innerText()).replace(/\s/g, '')
    if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(code)) throw new Error(`no code: ${code}`)
    await front.locator('[id^=copy-]').tap()
    await page.waitForFunction((wanted) => window.__watched.clipboard.includes(wanted), code)
    await front.locator('[id^=big-]').tap()
    await picture(page, 'weapp-teams-390')
    await front.locator('[id^=leave-]').tap()
    await front.getByText('退出后这个队就解散').waitFor()
    await front.locator('[id^=leave-yes-]').tap()
    await front.getByText('还没有队伍').waitFor()
    await front.locator('.host-back').tap()
    await seen('to-honours').tap()
    await front.getByText('还没有人上榜').waitFor()
    await front.locator('.host-back').tap()
    await front.locator('.host-back').tap()
  })
  await run.step('an officer signs in to the subpackage and signs for the case', page, async () => {
    const squad = server.city.offices.find((office) => office.area === 'hebin')?.id
    const officer = city.people.find((person) => person.roles.includes('officer') && person.office === squad)?.id ?? ''
    await seen('office').tap()
    await seen('name').locator('input').fill(officer)
    await seen('password').locator('input').fill(password)
    await seen('enter').tap()
    await seen('tab-accept').tap()
    await seen(`case-${no}`).tap()
    await seen('accept').waitFor()
    await picture(page, 'weapp-office-390')
    await seen('accept').tap()
    await seen('reply').waitFor()
  })
  await run.step('nothing went wrong unseen', page, async () => {
    const { errors, missing, sent } = await page.evaluate(() => ({ ...window.__watched, stack: [] }))
    console.log(
      `    setData: ${Object.entries(sent)
        .map(([name, bytes]) => `${name} ${bytes}`)
        .join(', ')}`
    )
    const all = [...faults, ...errors]
    if (all.length > 0) throw new Error(all.join('\n'))
    if (missing.length > 0) console.log(`    asked of wx and not here: ${[...new Set(missing)].join(', ')}`)
  })
} catch (error) {
  failed = 1
  console.log(error instanceof Error ? error.stack : error)
} finally {
  await browser.close()
  await host.stop()
  await server.stop()
}
console.log(JSON.stringify({ passed: run.passed.length, failed }))
process.exit(failed)
