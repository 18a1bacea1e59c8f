/** The answer to a move is made before the move is written: a view that fails leaves nothing stored behind an error. */
import type { ApiAnswer, ApiName } from '#shared/api.ts'
import { refuse } from '#shared/errors.ts'
import { asAnswered } from '#server/kernel/shown.ts'
import type { CaseDoc } from './model.ts'

/** `show` goes with the command, `answer` is what it showed last. */
export function shownBefore<N extends ApiName>(name: N, view: (caseDoc: CaseDoc) => ApiAnswer<N> | undefined) {
  let made: { of: CaseDoc; view: ApiAnswer<N> } | undefined
  const show = (caseDoc: CaseDoc): void => {
    const seen = view(caseDoc) ?? refuse('not_found')
    asAnswered(name, seen)
    made = { of: caseDoc, view: seen }
  }
  return {
    show,
    answer(caseDoc: CaseDoc): ApiAnswer<N> {
      if (made?.of !== caseDoc) show(caseDoc)
      return made?.view ?? refuse('not_found')
    }
  }
}
