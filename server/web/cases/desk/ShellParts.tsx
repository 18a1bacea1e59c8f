/** What the queue's pages add to the desk's shell: what waits today, the keys, what was just done. */
import type { MoveVerb } from '#shared/cases.ts'
import { fill, say } from '../../frame/desk-words.ts'
import type { DeskSite } from '../../frame/Shell.tsx'
import { Icon } from '../../parts/Icon.tsx'
import type { Mine } from './groups.ts'
import { caseHref, queueHref, type Where } from './links.ts'

const atLeast = (n: number, more: boolean): string | number => (more ? fill(say.mine.atLeast, { n }) : n)

/** 待签收 3 件，其中今天到期 1 件. */
function acceptWords({ n, overdue, today }: Mine['accept']): string {
  const pressing = [
    overdue > 0 && fill(say.mine.overdue, { n: overdue }),
    today > 0 && fill(say.mine.today, { n: today })
  ].filter((mark) => mark !== false)
  const words = fill(say.mine.accept, { n })
  return pressing.length === 0 ? words : `${words}${say.mine.ofThese}${pressing.join(say.mine.and)}`
}

/** 超期 1 件，今天到期 4 件: each with its way there. */
export function MineLine({ mine }: { mine: Mine }) {
  const todo = queueHref({ tab: 'todo' })
  return (
    <p className="dk-mine" aria-label={say.mine.label}>
      {mine.overdue > 0 && (
        <a className="mine-red" href={`${todo}#g-overdue`}>
          {fill(say.mine.overdue, { n: atLeast(mine.overdue, mine.more) })}
        </a>
      )}
      {mine.today > 0 && (
        <a className="mine-yellow" href={`${todo}#g-today`}>
          {fill(say.mine.today, { n: atLeast(mine.today, mine.more) })}
        </a>
      )}
      {mine.overdue + mine.today + mine.accept.overdue + mine.accept.today === 0 && <span>{say.mine.none}</span>}
      {mine.accept.n > 0 && <a href={queueHref({ tab: 'accept' })}>{acceptWords(mine.accept)}</a>}
    </p>
  )
}

const footKeys = (): readonly { keys: readonly string[]; words: string }[] => [
  { keys: ['J', 'K'], words: say.keys.jk },
  { keys: ['Enter'], words: say.keys.enter },
  { keys: ['P'], words: say.keys.p },
  { keys: ['C'], words: say.keys.c },
  { keys: ['/'], words: say.keys.slash },
  { keys: ['?'], words: say.keys.question }
]

export function Keys({ desk }: { desk: Pick<DeskSite, 'keys'> }) {
  return (
    <footer className="dk-keys" data-keys={desk.keys ? 'on' : 'off'}>
      {desk.keys ? (
        footKeys().map(({ keys, words }) => (
          <span key={words}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
            {words}
          </span>
        ))
      ) : (
        <span>{say.keys.offNote}</span>
      )}
      <output className="dk-ok" id="saved" hidden>
        <Icon name="tick" />
        <span data-words={say.act.draftSaved} />
      </output>
      {desk.keys && <KeyList />}
    </footer>
  )
}

function KeyList() {
  return (
    <dialog className="dlg" id="keys" aria-labelledby="keys-t">
      <h2 id="keys-t">{say.keys.all}</h2>
      <dl className="keylist">
        {Object.entries(say.keys.list).map(([key, words]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((k) => (
                <kbd key={k}>{k}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{say.keys.inFields}</p>
      <form method="dialog" className="dlg-b">
        <button className="btn btn-p">{say.keys.close}</button>
        <a className="btn btn-o" href="/office/me#keys">
          {say.keys.off}
        </a>
      </form>
    </dialog>
  )
}

/** What was done to a case, with the way back to it. */
export function DoneToast({ done: { verb, no }, where }: { done: { verb: MoveVerb; no: string }; where: Where }) {
  return (
    <p className="toast" role="status" data-done={`${verb}:${no}`}>
      <Icon name="tick" />
      {fill(say.done[verb], { no })}
      <a href={caseHref(no, where)}>{say.done.see}</a>
    </p>
  )
}
