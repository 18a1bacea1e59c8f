/** The shell of the program: what is there before any script, and an address that leads nowhere. */
import { beforeEach, expect, test } from 'vitest'
import { render, waitFor } from '@testing-library/preact'
import { readFileSync } from 'node:fs'
import App from '../../miniprogram/src/app'
import { missPage, phone, reset } from './mocks/taro'

beforeEach(reset)

test('a page that is not there is said, and the home page opens', async () => {
  render(<App>{null}</App>)
  missPage()
  await waitFor(() => expect(phone.toasts).toEqual(['没有这个页面，已回到首页']))
  expect(phone.visits).toEqual([{ by: 'reLaunch', url: '/home/index' }])
})

test('before any script has come there is a shell, and without one a way to report', () => {
  const html = readFileSync('miniprogram/src/index.html', 'utf8')
  const body = html.slice(html.indexOf('<body>'))
  expect(body).toMatch(/<div id="shell">\s*<p>/)
  expect(body).toMatch(/<noscript>[^]*<a href="\/report">[^]*<\/noscript>/)
  expect(body).not.toContain('<script')
  // It is gone as soon as the first page stands.
  expect(html).toMatch(/#container ~ #shell,\s*#app:not\(:empty\) ~ #shell \{\s*display: none/)
})
