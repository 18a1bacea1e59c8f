import { say } from '../frame/words.ts'

/** 印: the one vermilion seal, on a closed case only. A signature, never a state. */
export function Seal() {
  const [upper, lower] = say.seal.characters
  return (
    <svg className="seal" viewBox="0 0 64 64" width="64" height="64" role="img" aria-label={say.seal.label}>
      <g transform="rotate(-4 32 32)">
        <path className="sl" d="M7 6.5 31 6l25.5.6.7 24.9-.5 25.7-26 .6-24.2-.5L6 32z" />
        <path className="sl2" d="M11 10.5h42v43H11z" />
        <text x="32" y="30.5">
          {upper}
        </text>
        <text x="32" y="51.5">
          {lower}
        </text>
      </g>
    </svg>
  )
}
