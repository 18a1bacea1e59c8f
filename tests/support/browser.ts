/** Debian's Chromium through playwright-core, quiet: it speaks to this machine only. */
import { mkdirSync } from 'node:fs'
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

export const phone = (browser: Browser, place: { longitude: number; latitude: number }): Promise<BrowserContext> =>
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

export const desk = (browser: Browser, width = 1440): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })

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
