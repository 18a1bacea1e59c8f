/** A phone of the middle class on a poor line: 390 x 844, 1.6 Mbit/s, 150 ms, a processor four times slower. */
import { chromium, type Browser } from 'playwright-core'

interface Launcher {
  chromiumPath(): string | undefined
}

export interface Painted {
  lcpMs: number
  cls: number
  /** What the largest paint was. */
  element: string
}

export async function openBrowser(): Promise<Browser> {
  const launcher = (await import(new URL('../../../config/setup/browser.mjs', import.meta.url).href)) as Launcher
  const executablePath = launcher.chromiumPath()
  if (!executablePath) throw new Error('there is no Chromium; npm run bench installs it, or CHROMIUM_PATH names one')
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update']
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet, '--disable-sync'] })
}

/** Runs in the page, before anything of its own. */
const watchPaints = (): void => {
  const seen = { lcp: 0, element: '', cls: 0 }
  Object.assign(globalThis, { benchSeen: seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { element?: Element })[]) {
      seen.lcp = entry.startTime
      seen.element = entry.element ? `${entry.element.tagName.toLowerCase()}.${entry.element.className}` : ''
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) seen.cls += entry.value
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Opens a page as a first visit, nothing cached, and answers what was painted when. */
export async function visit(browser: Browser, url: string): Promise<Painted> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN'
  })
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    const down = (1.6 * 1024 * 1024) / 8
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: down,
      uploadThroughput: down / 2
    })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.addInitScript(watchPaints)
    await page.goto(url, { waitUntil: 'load', timeout: 60_000 })
    // Whatever moves after loading moves now.
    await page.waitForTimeout(1_500)
    const seen = await page.evaluate(
      () => (globalThis as unknown as { benchSeen: { lcp: number; element: string; cls: number } }).benchSeen
    )
    return { lcpMs: seen.lcp, cls: seen.cls, element: seen.element }
  } finally {
    await context.close()
  }
}
