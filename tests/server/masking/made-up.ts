/** Numbers that look like people's and are nobody's. */
import type { Random } from '#config/demo-city/seed/random.ts'
import { idSum, isLuhn } from '#server/masking/numbers.ts'

export const digits = (random: Random, n: number): string =>
  Array.from({ length: n }, () => String(random.int(0, 9))).join('')

const two = (n: number): string => String(n).padStart(2, '0')

export function anId(random: Random): string {
  const region = random.pick(['321202', '320102', '110105', '440305', '510104', '370202', '330106'])
  const born = `${random.int(1940, 2015)}${two(random.int(1, 12))}${two(random.int(1, 28))}`
  const seventeen = region + born + digits(random, 3)
  return seventeen + idSum(seventeen)
}

export function aCard(random: Random): string {
  const length = random.pick([16, 19])
  const head = random.pick(['622202', '621700', '622848', '356880', '436742'])
  for (;;) {
    const card = head + digits(random, length - 6)
    if (isLuhn(card)) return card
  }
}
