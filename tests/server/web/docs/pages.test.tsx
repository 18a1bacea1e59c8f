/** Pages that are printed from the rules, and what must be true of every page. */
import { describe, expect, test } from 'vitest'
import { api } from '#shared/api.ts'
import { statuses, verbs } from '#shared/cases.ts'
import { refusals } from '#shared/errors.ts'
import { lifecycle } from '#server/cases/lifecycle.ts'
import { ApiDocs } from '#server/web/docs/ApiDocs.tsx'
import { arrows, nodes, size } from '#server/web/docs/diagram.ts'
import { Lifecycle } from '#server/web/docs/Lifecycle.tsx'
import { Permissions } from '#server/web/docs/Permissions.tsx'
import { Problem } from '#server/web/frame/Problem.tsx'
import { render } from '#server/web/frame/render.ts'
import type { Site } from '#server/web/frame/site.ts'

const site = (over: Partial<Site> = {}): Site => ({
  city: { name: '云汀市', hotline: '12345' },
  assets: { url: (name) => `/assets/${name}`, at: () => undefined },
  prefs: {},
  here: '/docs/api?x=1',
  origin: 'https://suishoupai.example.gov.cn',
  ...over
})

describe('the contract as a page', () => {
  const page = render(<ApiDocs site={site()} />)

  test('prints every promise and every refusal', () => {
    for (const [name, { path }] of Object.entries(api)) {
      expect(page).toContain(`id="${name}"`)
      expect(page).toContain(path)
    }
    for (const code of Object.keys(refusals)) expect(page).toContain(`id="${code}"`)
  })

  test('no two things share an id', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })
})

describe('the rules as pages', () => {
  test('every verb has its row, every status its diagram box', () => {
    const permissions = render(<Permissions site={site()} />)
    for (const verb of verbs) expect(permissions).toContain(`id="${verb}"`)
    const page = render(<Lifecycle site={site()} />)
    for (const status of statuses) expect(page).toContain(`class="l-node l-${status}"`)
  })

  test('every move of the table is an arrow, and nothing is drawn outside the drawing', () => {
    const moves = Object.values(lifecycle).flatMap((partial) => Object.keys(partial))
    const drawn = arrows(lifecycle)
    expect(drawn.flatMap((arrow) => arrow.verbs)).toHaveLength(moves.length)
    for (const { label } of drawn) {
      expect(label[0]).toBeGreaterThan(0)
      expect(label[0]).toBeLessThan(size.width)
      expect(label[1]).toBeGreaterThan(0)
      expect(label[1]).toBeLessThan(size.height)
    }
    for (const node of nodes(statuses)) expect(node.x + node.width).toBeLessThanOrEqual(size.width)
  })
})

describe('any page', () => {
  test('carries what its reader prefers, and the way back', () => {
    const page = render(<Problem site={site({ prefs: { theme: 'dark', mode: 'elder' } })} code="not_found" />)
    expect(page).toContain('data-theme="dark"')
    expect(page).toContain('data-mode="elder"')
    expect(page).toContain('back=%2Fdocs%2Fapi%3Fx%3D1')
  })

  test('what people wrote is text, never markup', () => {
    const page = render(<Problem site={site()} code="outside_city" words={'<script>alert(1)</script>"'} />)
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('&lt;script&gt;')
  })

  test('has no inline script, handler or style', () => {
    const pages = [
      <Problem key="p" site={site()} code="broken" />,
      <ApiDocs key="a" site={site()} />,
      <Lifecycle key="l" site={site()} />
    ]
    for (const page of pages.map(render)) expect(page).not.toMatch(/<script(?![^>]* src=)|\son\w+=|\sstyle=/)
  })
})
