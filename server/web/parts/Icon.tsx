/** Our own line icons: 24 px grid, square ends, one stroke. Never alone: a word stands beside each. */

const ring = (cx: number, cy: number, r: number) =>
  `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
const disc = ring(12, 12, 8.75)
const star = 'M12 3.5l2.6 5.5 5.9.8-4.3 4.1 1.1 6-5.3-2.9-5.3 2.9 1.1-6-4.3-4.1 5.9-.8z'
const inbox = 'M4 13.5v6h16v-6M4 13.5h4.5l1.5 2.5h4l1.5-2.5H20'

interface Drawing {
  d: string
  /** A part that is filled. */
  solid?: string
  /** Stroke width, where it is not the usual one. */
  stroke?: number
}

const drawings = {
  // statuses
  tray: { d: `${inbox}M12 3.5v8M8.5 8l3.5 3.5L15.5 8` },
  trayUp: { d: `${inbox}M12 11.5v-8M8.5 7 12 3.5 15.5 7` },
  plane: { d: 'M3.5 12 20.5 4l-5 16.5-4-6.5zM11.5 14 20.5 4' },
  half: { d: ring(12, 12, 8.5), solid: 'M12 3.5a8.5 8.5 0 0 1 0 17z' },
  pause: { d: `${disc}M9.7 8.5v7M14.3 8.5v7` },
  speech: { d: 'M3.5 4.5h17v12h-9L7 20.5v-4H3.5zM8 9h8M8 12.5h5' },
  turnBack: { d: 'M6.5 20V9.5a5 5 0 0 1 10 0V17M12.5 13.5l4 4 4-4' },
  tickDisc: { d: `${disc}M7.5 12.3l3.2 3.2 5.8-6.5` },
  back: { d: 'M8.5 5 4 9.5 8.5 14M4 9.5h11a5 5 0 0 1 0 10H8' },
  slashed: { d: `${disc}M6 6l12 12` },
  // tiles of categories
  stall: {
    d: 'M4 9.5 5.5 4h13L20 9.5zM4 9.5c0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0M6 13v7M18 13v7M3.5 17h17'
  },
  bin: { d: 'M4 7h16M9 7V4h6v3M6 7l1 13.5h10L18 7M10 11v6M14 11v6' },
  car: { d: 'M3.5 17v-4.5L6 7h12l2.5 5.5V17zM3.5 12.5h17M5 17v2.5M19 17v2.5M7 14.8h1M16 14.8h1' },
  water: { d: 'M3 8c3-2.5 6-2.5 9 0s6 2.5 9 0M3 13c3-2.5 6-2.5 9 0s6 2.5 9 0M3 18c3-2.5 6-2.5 9 0s6 2.5 9 0' },
  cone: { d: 'M10 4h4l4.5 15.5h-13zM8.5 9.5h7M7 14.5h10M3 19.5h18' },
  horn: { d: 'M4 9.5v5h4l5 4.5V5L8 9.5zM16.5 9a4.5 4.5 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11' },
  lamp: { d: 'M6 21V8a4.5 4.5 0 0 1 9 0M12 8h6l2 4H10zM3.5 21h5' },
  dots: { d: 'M5.5 12h.1M12 12h.1M18.5 12h.1', stroke: 3 },
  // acts and things
  search: { d: `${ring(10.5, 10.5, 6.5)}M15.5 15.5 20.5 20.5` },
  clock: { d: `${disc}M12 7v5.3l3.5 2` },
  info: { d: `${disc}M12 11v5.5M12 7.5v.2` },
  warn: { d: 'M12 3.5 21.5 20h-19zM12 10v4.5M12 17.3v.2' },
  tick: { d: 'M4.5 12.5 10 18 19.5 7' },
  bell: { d: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4M12 5V3' },
  cross: { d: 'M5.5 5.5l13 13M18.5 5.5l-13 13' },
  plus: { d: 'M12 5v14M5 12h14' },
  left: { d: 'M15 5.5 8.5 12l6.5 6.5' },
  right: { d: 'M9 5.5 15.5 12 9 18.5' },
  down: { d: 'M5.5 9 12 15.5 18.5 9' },
  arrow: { d: 'M4 12h15M13.5 6.5 19 12l-5.5 5.5' },
  again: { d: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5' },
  print: { d: 'M7 8V3.5h10V8M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7z' },
  copy: { d: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4' },
  download: { d: 'M12 3.5v11.5M7 10.5l5 5 5-5M4 20.5h16' },
  link: { d: 'M9.5 14.5l5-5M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M16 13l2.5-2.5a3.5 3.5 0 0 0-5-5L11 8' },
  frame: { d: 'M3 8V3.5h5M16 3.5h5V8M21 16v4.5h-5M8 20.5H3V16' },
  camera: { d: `M3 7h4.5L9 4.5h6L16.5 7H21v12.5H3z${ring(12, 13, 3.75)}` },
  pin: { d: `M12 21.5c4.5-4.6 7-8.1 7-11.5a7 7 0 0 0-14 0c0 3.4 2.5 6.9 7 11.5z${ring(12, 10, 2.5)}` },
  person: { d: `${ring(12, 8, 4)}M4 20.5c.5-4.5 3.5-6.5 8-6.5s7.5 2 8 6.5` },
  people: {
    d: `${ring(9, 8.5, 3.5)}M2.5 20c.4-4 2.8-5.8 6.5-5.8s6.1 1.8 6.5 5.8M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.7c2.2.7 3.3 2.5 3.5 5.3`
  },
  list: { d: 'M8 6h12.5M8 12h12.5M8 18h12.5M3.7 6h.3M3.7 12h.3M3.7 18h.3' },
  map: { d: 'M3.5 6.5 9 4l6 2.5L20.5 4v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20' },
  phone: { d: 'M7 2.5h10v19H7zM10.5 18.5h3' },
  call: { d: 'M5 4h4l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5L15 13.5l5 1.5v4c-8 1.5-17-7-15-15z' },
  moon: { d: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z' },
  sun: {
    d: `${ring(12, 12, 4)}M12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.7M18.7 5.3 17 7M7 17l-1.7 1.7`
  },
  letters: { d: 'M3 6.5V4.5h11v2M8.5 4.5v15M6 19.5h5M14 11.5v-1.7h7.5v1.7M17.8 9.8v9.7M16 19.5h3.5' },
  pencil: { d: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5' },
  key: { d: `${ring(8, 15.5, 4)}M11 12.5 19.5 4M15.5 8l3 3` },
  eye: { d: `M2.5 12C5 7.5 8.2 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5S5 16.5 2.5 12z${ring(12, 12, 3)}` },
  star: { d: star },
  starFull: { d: star, solid: star }
} as const satisfies Record<string, Drawing>

export type IconName = keyof typeof drawings
export const iconNames = Object.keys(drawings) as IconName[]

export function Icon({ name, className }: { name: IconName; className?: string }) {
  const { d, solid, stroke }: Drawing = drawings[name]
  return (
    <svg
      className={className ? `ic ${className}` : 'ic'}
      viewBox="0 0 24 24"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={d} {...(stroke && { strokeWidth: stroke })} />
      {solid && <path d={solid} fill="currentColor" />}
    </svg>
  )
}

/** A tile's icon comes from the city's own data, so a name we have no drawing for shows three dots. */
export function TileIcon({ icon }: { icon: string }) {
  return <Icon name={iconNames.find((name) => name === icon) ?? 'dots'} />
}

/** The logo: two corner quotes, which are also a viewfinder, around a vermilion full stop. */
export function Mark({ onDeep = false }: { onDeep?: boolean }) {
  return (
    <svg
      className={onDeep ? 'mark on-deep' : 'mark'}
      viewBox="0 0 32 32"
      width="32"
      height="32"
      aria-hidden="true"
      focusable="false"
    >
      <path className="mk" d="M3 18V3h15v5H8v10zM29 14v15H14v-5h10V14z" />
      <circle className="dot" cx="16" cy="16" r="4.5" />
    </svg>
  )
}
