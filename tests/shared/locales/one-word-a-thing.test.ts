/**
 * The Chinese catalogue says one thing by one word, and in words that people use. Each row is a word that once stood beside
 * another for the same thing, or that only we understood; the right-hand side is what is said instead.
 */
import { expect, it } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../shared/locales/zh-CN')
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

/** What may not be said, and what is. */
const instead: readonly [RegExp, string][] = [
  [/办理单位/, '承办单位'],
  [/(?<!办理的)事项/, '类别 of a matter, 案件 of a case'],
  [/待派遣/, '待派发'],
  [/待公开/, '待审核'],
  [/办理台|办公桌面/, '工作台'],
  // A hotline is rung to 反映; here people 上报.
  [/(?<!12345 )反映/, '上报'],
  [/一起做的事|做完的事/, '志愿活动, 往期成果'],
  [/门户/, '公开网站'],
  [/现在列着的/, '当前通报'],
  [/列上来|撤下的规矩/, '列入'],
  [/机器读的版本/, '数据下载（JSON）'],
  [/把握范围/, '误差范围'],
  [/从这些事来的|从案件来/, '活动起因'],
  [/(?<!需)要开始的|以往的|看做完的/, '即将开始, 往期, 往期成果'],
  [/没有打开的人/, '未选择公开的志愿者'],
  [/随时算数/, '随时生效'],
  [/说它时对|没说过/, '报出时的准确率, 未报出'],
  [/试一个点/, '模拟派发'],
  [/一条条问过去/, '逐条判断'],
  [/检查员/, '自动检查'],
  [/读出来是这样/, '文字说明'],
  [/读一读/, '检查文件'],
  [/夏令时/, '夏季作息'],
  [/有脚本时/, '在地图上点一下，自动填入'],
  [/两样至少写一样|退不了/, '两项至少填一项'],
  [/按这个样子公开|公开前看一遍/, '确认公开'],
  [/没要候补名额|不要这个名额/, '放弃候补, 放弃名额'],
  [/调休上班算|节假日不算/, '调休上班日计入, 不计'],
  [/不用您做什么/, '目前没有需要您办理的事项'],
  [/没有办结过(这件|它)/, '另一位核查员'],
  [/会说什么|会什么/, '会的语言, 特长'],
  [/'搜'/, '搜索']
]

it.each(instead)('does not say %s but %s', (word) => {
  const found = files.flatMap(({ name, text }) =>
    text
      .split('\n')
      .filter((line) => word.test(line))
      .map((line) => `${name}: ${line.trim()}`)
  )
  expect(found).toEqual([])
})
