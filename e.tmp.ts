import { checkCity } from '#server/routing/index.ts'
import { town } from '#tests/support/city.ts'
import { loadCity } from '#config/city/index.ts'
for (const [n, c] of [['town', town], ['demo', await loadCity()]] as const) {
  const t = performance.now()
  const v = checkCity(c, Date.parse('2026-11-22T02:00:00Z'))
  console.log(n, Math.round(performance.now() - t), 'ms', JSON.stringify({ ...v, findings: undefined }))
  for (const f of v.findings.slice(0, 30)) console.log(' ', f.severity, f.code, f.words)
}
