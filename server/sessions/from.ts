/** From where somebody signs in, as he would recognise it himself, and no more exactly than that. */

/** As a request brings it. */
export interface From {
  ip: string
  agent?: string
}

type Known = readonly (readonly [name: string, pattern: RegExp])[]

// The first that fits: everybody says Safari, and most say Chrome.
const programs: Known = [
  ['WeCom', /wxwork/i],
  ['WeChat', /MicroMessenger/i],
  ['DingTalk', /DingTalk/i],
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /SamsungBrowser/],
  ['QQ Browser', /QQBrowser/],
  ['UC Browser', /UCBrowser/],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bSafari\//]
]
const systems: Known = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['Mac', /Macintosh|Mac OS X/],
  ['Linux', /Linux|X11/]
]
const named = (known: Known, agent: string): string | undefined => known.find(([, pattern]) => pattern.test(agent))?.[0]

/** `Firefox, Windows`: names of makers, the same in every language; empty where it says nothing that is known. */
const deviceOf = (agent = ''): string =>
  [named(programs, agent), named(systems, agent)].filter((name) => name !== undefined).join(', ')

/** An address without its last part: where somebody is, and not which of those who are there. */
export function networkOf(ip: string): string {
  const v4 = /(?:^|:)(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(ip)?.[1]
  if (v4 !== undefined) return `${v4}.*`
  if (!ip.includes(':')) return ''
  // The first 48 bits, which a provider gives to one customer.
  const [head = '', tail] = ip.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 3 - groups.length
  return `${[...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0')].slice(0, 3).join(':')}:*`
}

export const placeOf = ({ ip, agent }: From): { device: string; network: string } => ({
  device: deviceOf(agent),
  network: networkOf(ip)
})
