/** Where there is nothing to count: a dash to the eye, words to who listens. */
import { say } from '../frame/words.ts'

export const Dash = () => (
  <>
    <span aria-hidden="true">{say.home.none}</span>
    <span className="vh">{say.home.noneSaid}</span>
  </>
)
