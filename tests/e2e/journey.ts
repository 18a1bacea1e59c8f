/**
 * The whole job in a real browser: a resident with a phone submits a camera JPEG through the web build of the
 * mini-program; an officer replies and a verifier closes on the desk; a moderator approves; the portal shows it; the
 * resident rates it; and the portal's pages are clean to axe at three widths, light and dark.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import sharp from 'sharp'
import type { BrowserContext, Page } from 'playwright-core'
import { loadBaseMap, loadCity } from '#config/city/index.ts'
import { clean, desk, openBrowser, phone, send, shoot, signIn, steps, watch } from '#tests/support/browser.ts'
import { password, startTestServer } from '#tests/support/server.ts'

/** As a camera makes it: twelve megapixels, turned by EXIF, with a position in its metadata. */
async function cameraPhoto(name: string, hue: number): Promise<string> {
  const path = join(tmpdir(), `suishoupai-${process.pid}-${name}.jpg`)
  const noise = await sharp({
    create: {
      width: 1008,
      height: 756,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 }
    }
  })
    .png()
    .toBuffer()
  const bytes = await sharp(noise)
    .resize(4032, 3024)
    .modulate({ hue })
    .tint({ r: (hue * 3) % 255, g: 120, b: 90 })
    .withExif({
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '32/1 37/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '119/1 42/1 0/1' }
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer()
  writeFileSync(path, bytes)
  return path
}

const city = await loadCity()
const market = city.areas.features.find((f) => f.properties.id === 'hebin')
const category = city.categories.find((c) => city.rules.some((r) => 'duty' in r.lead && r.categories.includes(c.code)))
if (!market || !category) throw new Error('the demo city has no street to report from')
const server = await startTestServer({ city, baseMap: await loadBaseMap(), runs: true })
const { lng: longitude, lat: latitude } = server.city.areas.labelPoint('hebin') ?? server.city.info.centre
const browser = await openBrowser()
const { step, passed } = steps()
const faults: string[] = []
const before = await cameraPhoto('before', 30)
const after = await cameraPhoto('after', 150)
let failed = 0

const sit = (context: BrowserContext, name: string, path: string): Promise<Page> =>
  signIn(context, { url: server.url, name, password }, path, faults)
const person = (role: string, office?: string): string =>
  city.people.find((p) => p.roles.includes(role as never) && (office === undefined || p.office === office))?.id ?? ''

try {
  const pocket = await phone(browser, { longitude, latitude }, server.context.now())
  const mini = watch(await pocket.newPage(), faults)

  await step('a resident opens the mini-program and takes a photo', mini, async () => {
    await mini.goto(`${server.url}/m/`)
    await mini.locator('#shoot').waitFor()
    await shoot(mini, 'mini-home-390')
    const chooser = mini.waitForEvent('filechooser')
    await mini.locator('#shoot').tap()
    await (await chooser).setFiles(before)
    await mini.locator('#group-category').waitFor()
  })

  await step('chooses what it is, reads who answers and by when, and submits', mini, async () => {
    await mini.locator(`#tile-${category.tile}`).tap()
    await mini.locator(`#category-${category.code}`).tap()
    await mini.locator('#deadline').waitFor()
    await mini.locator('#words').fill('每天傍晚六点以后三四个摊子摆在门口，人行道走不了。电话 138 0000 0371 没人接。')
    await mini.locator('#consent-yes').tap()
    // The photo says that it was taken elsewhere: that is offered, and he is where it happened.
    await mini.locator('#place-photo').waitFor()
    await mini.locator('#place-here').tap()
    await mini.locator('#place-doubt').waitFor({ state: 'detached' })
    await shoot(mini, 'mini-report-390')
    await mini.locator('#submit').tap()
    await mini.locator('#receipt-no').waitFor()
    await shoot(mini, 'mini-receipt-390')
  })
  const no = (await mini.locator('#receipt-no').innerText()).match(/\d{4}-\d{4}-\d{5}/)?.[0] ?? ''
  await mini.locator('#see').tap()
  await mini.getByText(no).first().waitFor()
  await shoot(mini, 'mini-mine-dispatched-390')

  const visitor = watch(await (await desk(browser, server.context.now())).newPage(), faults)
  await step('nothing is public yet', visitor, async () => {
    const response = await visitor.goto(`${server.url}/cases/${no}`)
    if (response?.status() !== 404) throw new Error(`the case is public before approval: ${response?.status()}`)
  })

  const path = `/office/cases/${no}`
  const squad = server.city.offices.find((o) => o.area === 'hebin')?.id
  const officer = await sit(await desk(browser, server.context.now()), person('officer', squad), path)
  await step('the officer signs for it and replies with a photo', officer, async () => {
    await shoot(officer, 'desk-accept-1440', false)
    await send(officer, '#act button[type=submit], #act button:not([type])')
    await officer.goto(server.url + path)
    await officer.locator('input[name=outcome][value=solved]').check({ force: true })
    await officer.locator('#act input[name=photo]').setInputFiles(after)
    await officer
      .locator('#act textarea[name=words]')
      .fill('三个摊位已经全部撤走，地面垃圾已清，这周每天傍晚各巡一次。')
    // The photo is on its way while one writes.
    await officer.locator('#act input[type=hidden][name=photos]').waitFor({ state: 'attached' })
    await shoot(officer, 'desk-reply-1440', false)
    await send(officer, '#act form button.btn-p')
    await officer.goto(server.url + path)
    await officer.getByText('待核查').first().waitFor()
  })

  const verifier = await sit(await desk(browser, server.context.now()), person('verifier', 'centre'), path)
  await step('a verifier, who did not reply, closes it', verifier, async () => {
    await verifier.locator('input[name=verb][value=verify]').check({ force: true })
    await verifier.locator('input[name=onSite]').first().check({ force: true })
    await verifier.locator('#act textarea[name=words]').fill('到现场看过，人行道通了。')
    await send(verifier, '#act form button.btn-p')
    await verifier.goto(server.url + path)
    await verifier.getByText('已办结').first().waitFor()
  })

  const moderator = await sit(await desk(browser, server.context.now()), person('moderator'), path)
  await step('a moderator approves what the public will see', moderator, async () => {
    await moderator.locator('input[name=title]').first().fill('门前摆摊占了人行道')
    const photos = moderator.locator('#act .look')
    for (let n = 0; n < (await photos.count()); n++) {
      await photos.nth(n).click()
      await moderator.locator('#big').getByText('关闭').click()
    }
    for (const tick of await moderator.locator('#act .rule input[type=checkbox]').all()) await tick.check()
    // What the rules do not know is selected and masked, by mouse and by keyboard; the preview is drawn anew from the ticks.
    const words = moderator.locator('#act .mx', { hasText: '三四个摊子' })
    for (const [chosen, press] of [
      ['三四个', () => words.locator('.mx-add').click()],
      ['六点', () => words.locator('.mx-add').press('Enter')]
    ] as const) {
      await words.locator('.mx-t').evaluate((paragraph, chosen) => {
        const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
        while (texts.nextNode()) {
          const at = texts.currentNode.textContent?.indexOf(chosen) ?? -1
          if (at >= 0) getSelection()?.setBaseAndExtent(texts.currentNode, at, texts.currentNode, at + chosen.length)
        }
      }, chosen)
      await words.locator('.mx-add[aria-disabled=false]').waitFor()
      await press()
      await words.locator('mark.wm', { hasText: chosen }).waitFor()
    }
    await moderator
      .frameLocator('#preview')
      .getByText('每天傍晚【已隐去】以后【已隐去】摊子摆在门口，人行道走不了。电话 【电话】 没人接。')
      .first()
      .waitFor()
    await shoot(moderator, 'desk-publish-1440', false)
    await send(moderator, '#act form button.btn-p')
    await visitor.goto(`${server.url}/cases/${no}`)
    await visitor.getByText('电话 【电话】 没人接').first().waitFor()
    if (/三四个|六点|0000 0371/.test(await visitor.content())) throw new Error('what was masked is on the public page')
  })

  await step(
    'reporting comes first at every width, and no entry of the navigation is out of sight',
    visitor,
    async () => {
      for (const [width, height] of [
        [320, 640],
        [390, 844],
        [768, 1024],
        [1366, 768]
      ] as const) {
        await visitor.setViewportSize({ width, height })
        for (const mode of ['', 'elder']) {
          await visitor.goto(`${server.url}/prefs?mode=${mode}&back=/`)
          const button = await visitor.locator('.snap-b:visible').boundingBox()
          if (!button || button.y + button.height > height) throw new Error(`no button in sight at ${width} ${mode}`)
          for (const link of await visitor.locator('.site-nav a').all()) {
            const box = await link.boundingBox()
            if (!box || box.x < 0 || box.x + box.width > width) throw new Error(`an entry is cut at ${width} ${mode}`)
          }
        }
      }
      await visitor.goto(`${server.url}/prefs?mode=&back=/`)
    }
  )

  await step('the portal shows it, with before and after, clean at three widths, light and dark', visitor, async () => {
    // Every width for its shape; axe where colours and order differ.
    for (const [width, scheme, inspect] of [
      [1440, 'light', true],
      [768, 'light', false],
      [390, 'light', false],
      [390, 'dark', true]
    ] as const) {
      await visitor.setViewportSize({ width, height: 900 })
      await visitor.emulateMedia({ colorScheme: scheme })
      for (const [name, at] of [
        ['home', '/'],
        ['list', '/cases'],
        ['case', `/cases/${no}`],
        ['offices', '/offices'],
        ['report', '/report'],
        ['track', '/track']
      ] as const) {
        const response = await visitor.goto(server.url + at, { waitUntil: 'load' })
        if (response?.status() !== 200) throw new Error(`${at} answered ${response?.status()}`)
        const wide = await visitor.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth
        )
        if (wide > 0) throw new Error(`${at} scrolls sideways by ${wide} px at ${width}`)
        if (inspect) await clean(visitor, `${at} at ${width} ${scheme}`)
        if (name === 'case' || name === 'home' || name === 'list')
          await shoot(visitor, `portal-${name}-${width}${scheme === 'dark' ? '-dark' : ''}`)
      }
    }
    await visitor.emulateMedia({ colorScheme: 'light' })
    await visitor.goto(`${server.url}/cases/${no}`)
    await visitor.getByRole('heading', { name: '门前摆摊占了人行道' }).waitFor()
    if ((await visitor.locator('.pair img').count()) < 2) throw new Error('no before and after')
  })

  await step('the resident finds it closed, and rates it', mini, async () => {
    await mini.reload()
    await mini.locator('#rate').waitFor()
    await mini.locator('#solved-solved').tap()
    await mini.locator('#satisfied-satisfied').tap()
    await shoot(mini, 'mini-rate-390')
    await mini.locator('#rate-go').tap()
    await mini.locator('#rate').waitFor({ state: 'detached' })
    await shoot(mini, 'mini-rated-390')
  })

  await step('and the rating stands on the public page', visitor, async () => {
    await visitor.goto(`${server.url}/cases/${no}`)
    await visitor.getByText('满意', { exact: true }).first().waitFor()
    await shoot(visitor, 'portal-case-rated-1440')
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
