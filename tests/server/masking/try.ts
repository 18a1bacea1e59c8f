import { measure } from './measure.ts'
import { sixthTexts } from './sixth-texts.ts'
const m = measure(sixthTexts(1, 4000))
for (const [k, f] of Object.entries(m.of)) console.log(k, f.truths, f.recall.toFixed(4), f.hits, f.precision.toFixed(4))
const seen = new Map<string, number>()
for (const w of m.wrong) { const k = w.split(' ').slice(0,2).join(' '); const c = seen.get(k) ?? 0; seen.set(k, c+1); if (c < 9) console.log(w) }
