/** Debian's Chromium through playwright-core, quiet: it speaks to this machine only. */
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

export const shotsDir = resolve(import.meta.dirname, '../../.shots')

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  })

/** What went wrong in a page without a person seeing it. */
export function watch(page: Page, faults: string[]): Page {
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    // The browser itself reports answers of 4xx as errors; the pages show them in words.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      faults.push(`${page.url()}: ${message.text()}`)
  })
  page.setDefaultTimeout(60_000)
  return page
}

/** A browser whose clock stands where the server's does. */
const at = async (moment: Date, context: Promise<BrowserContext>): Promise<BrowserContext> => {
  await (await context).clock.setFixedTime(moment)
  return context
}

export const phone = (
  browser: Browser,
  place: { longitude: number; latitude: number },
  now: Date
): Promise<BrowserContext> =>
  at(
    now,
    browser.newContext({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      geolocation: { ...place, accuracy: 8 },
      permissions: ['geolocation', 'clipboard-write', 'clipboard-read']
    })
  )

export const desk = (browser: Browser, now: Date): Promise<BrowserContext> =>
  at(now, browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }))

export async function shoot(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(shotsDir, { recursive: true })
  await page.screenshot({ path: join(shotsDir, `${name}.png`), fullPage })
}

/** Steps that are counted and named; the first that fails ends the run with a picture. */
export function steps() {
  const passed: string[] = []
  return {
    passed,
    async step<T>(name: string, page: Page, work: () => Promise<T>): Promise<T> {
      const started = Date.now()
      try {
        const value = await work()
        passed.push(name)
        console.log(`  ✓ ${name} (${Date.now() - started} ms)`)
        return value
      } catch (error) {
        console.log(`  ✗ ${name}: ${error instanceof Error ? error.message : String(error)}`)
        await shoot(page, 'failed', false).catch(() => undefined)
        throw error
      }
    }
  }
}

/** Signs in on the desk and stays on the page that was asked for. */
export async function signIn(
  context: BrowserContext,
  { url, name, password }: { url: string; name: string; password: string },
  path: string,
  faults: string[]
): Promise<Page> {
  const page = watch(await context.newPage(), faults)
  await page.goto(`${url}/office/sign-in?${new URLSearchParams({ back: path }).toString()}`)
  await page.fill('input[name=name]', name)
  await page.fill('input[name=password]', password)
  await page.locator('form.door-f button').click()
  await page.waitForURL((to) => to.pathname + to.search === path)
  return page
}

/** Presses the form's button and waits until the server has answered it. */
export async function send(page: Page, button: string): Promise<void> {
  const [response] = await Promise.all([
    page.waitForResponse((r) => r.request().method() === 'POST' && !r.url().endsWith('/office/photos')),
    page.locator(button).first().click()
  ])
  if (response.status() >= 400) throw new Error(`the desk answered ${response.status()}`)
  await page.waitForLoadState()
}

let axe: string | undefined
/** No serious complaint of axe about the page as it stands. */
export async function clean(page: Page, name: string): Promise<void> {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // Run in the page's own world, where the content policy lets no script in: evaluated, not inserted.
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { target: string[] }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map(
        (v) =>
          `${v.id}: ${v.nodes
            .map((n) => n.target.join(' '))
            .slice(0, 3)
            .join(' | ')}`
      )
  })
  if (found.length > 0) throw new Error(`axe on ${name}: ${found.join('; ')}`)
}
