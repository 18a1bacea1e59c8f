import { expect, test } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { titleParts } from '#shared/title-parts.ts'

test.each([
  ['水门街 172 号：建筑垃圾', '水门街 172 号', ['水门街 172 号：', '建筑垃圾']],
  ['北辰农贸市场后门：公厕脏乱', undefined, ['北辰农贸市场后门：', '公厕脏乱']],
  ['滨江路 128 号门前占道摆摊', '滨江路 128 号', ['滨江路 128 号', '门前占道摆摊']],
  ['学府路一段路灯不亮', '学府路 15 号', ['学府路一段路灯不亮']],
  ['滨江路 128 号', '滨江路 128 号', ['滨江路 128 号']],
  ['：只有一半', undefined, ['：只有一半']],
  ['只有一半：', '', ['只有一半：']],
  ['', undefined, ['']]
])('%s', (title, address, parts) => {
  const found = titleParts({ title, address })
  expect(found).toEqual(parts)
  expect(found.join('')).toBe(title)
})

test('no line of running text is made as long as the others: only headings are balanced', () => {
  const balanced = readdirSync('server/web/style', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .flatMap((file) =>
      [...readFileSync(`server/web/style/${file}`, 'utf8').matchAll(/([^{}]+)\{[^{}]*text-wrap: balance/g)].map(
        ([, selector = '']) => selector.trim().replaceAll('\n', ' ')
      )
    )
  expect(balanced).toEqual(['h1, h2, h3'])
  for (const file of readdirSync('miniprogram/src', { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.scss'))
      expect(readFileSync(`miniprogram/src/${file}`, 'utf8')).not.toContain('text-wrap: balance')
})
