/** How every map of ours writes names, on the server, in the browser and on the phone. */

/** A line steeper than this is named downwards. */
const steep = 50

/**
 * How a name lies along its line, which rises by so many degrees anticlockwise from east. Chinese is never laid on its
 * side: along a steep line the characters stand one below the other and lean with it, along a flat one they run from left
 * to right. `turn` is in degrees clockwise.
 */
export function lie(angle: number): { stacked: boolean; turn: number } {
  const stacked = Math.abs(angle) > steep
  return { stacked, turn: stacked ? Math.sign(angle) * 90 - angle : -angle }
}
