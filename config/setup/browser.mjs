// The browser of the tests and the fonts that it draws Chinese with. CHROMIUM_PATH names another one.
import { existsSync, readdirSync } from 'node:fs'
import { aptCommand, aptInstall } from './apt.mjs'
import { text } from './messages.mjs'
import { run } from './run.mjs'
import { Failure, step } from './say.mjs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium'
]

/** The browser's path, or undefined when there is none. */
export const chromiumPath = () => process.env.CHROMIUM_PATH ?? usual.find((path) => existsSync(path))

/** macOS draws Chinese as it comes; elsewhere fontconfig knows, and without it the folder of the fonts does. */
async function drawsChinese() {
  if (process.platform !== 'linux') return true
  const { code, output } = await run('fc-list', [':lang=zh-cn'])
  if (code === 0) return output.length > 0
  return (
    existsSync('/usr/share/fonts') &&
    readdirSync('/usr/share/fonts', { recursive: true }).some((name) => /cjk|wqy|sourcehan/i.test(name))
  )
}

async function missing() {
  const lacking = []
  if (!chromiumPath()) lacking.push('chromium')
  if (!(await drawsChinese())) lacking.push('fonts-noto-cjk')
  return lacking
}

/** Makes sure of both and answers the browser's path. */
export function ensureBrowser() {
  return step(text.browser.step, async (at) => {
    const wanted = await missing()
    const { tried, output } = wanted.length ? await aptInstall(at, wanted) : { tried: false, output: [] }
    const still = wanted.length ? await missing() : []
    if (still.length) {
      throw new Failure({
        what: text.browser.missing(still.join(text.list), tried),
        fix: [text.browser.fixApt(aptCommand(still)), text.browser.fixPath, text.browser.fixOther],
        output
      })
    }
    const path = chromiumPath()
    const { code, output: said } = await run(path, ['--version'])
    if (code !== 0)
      throw new Failure({
        what: text.browser.broken(path),
        fix: [text.browser.brokenFix],
        output: said.slice(-5)
      })
    at.end(
      text.browser.ready(
        said
          .find((said) => /\d+\.\d+/.test(said))
          ?.replace(/ built on.*/, '')
          .trim()
      )
    )
    return path
  })
}
