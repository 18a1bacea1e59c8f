/** What has been done: results with before and after, the newest first. */
import type { ActivityRow } from '#shared/activities.ts'
import { yearMonthDay } from '#shared/time-format.ts'
import { Empty } from '../../parts/Form.tsx'
import { Page } from '../../frame/Page.tsx'
import { Pager } from '../../parts/Pager.tsx'
import type { Site } from '../../frame/site.ts'
import { Figures, ResultLine, Shots } from './Parts.tsx'
import { activityWords, fill, say } from './words.ts'

interface WallProps {
  site: Site
  rows: readonly ActivityRow[]
  older?: string | undefined
  paged: boolean
}

export function Wall({ site, rows, older, paged }: WallProps) {
  return (
    <Page
      site={site}
      title={fill(say.wallPage.title, { city: site.city.name })}
      description={say.wallPage.lead}
      scripts={['case.js']}
      hidden={paged}
    >
      <h1 className="notice page-h">{say.wallPage.h1}</h1>
      <p className="page-lead">{say.wallPage.lead}</p>
      {rows.length === 0 ? (
        <Empty title={say.wallPage.none}>
          <p>
            <a href="/activities">{say.wallPage.back}</a>
          </p>
        </Empty>
      ) : (
        <ol className="wall">
          {rows.map((row) =>
            row.results ? (
              <li key={row.no}>
                <div className="wall-t">
                  <p className="act-d">{yearMonthDay(row.from)}</p>
                  <h2 className="notice">
                    <a href={`/activities/${row.no}`}>{row.title}</a>
                  </h2>
                  <p className="row-x">
                    <span>{activityWords.kind[row.kind]}</span>
                    <span>{row.area.name}</span>
                    <span>{row.office.short}</span>
                    {row.demo && <span>{say.demo}</span>}
                  </p>
                  <ResultLine results={row.results} />
                  {row.results.words && (
                    <p className="act-about" dir="auto">
                      {row.results.words}
                    </p>
                  )}
                  <Figures results={row.results} />
                </div>
                <div className="wall-p">
                  <Shots results={row.results} title={row.title} />
                </div>
              </li>
            ) : null
          )}
        </ol>
      )}
      {(older !== undefined || paged) && (
        <Pager
          newer={paged ? '/activities/results' : undefined}
          older={older && `/activities/results?after=${older}`}
          range={fill(say.range, { n: rows.length })}
        />
      )}
    </Page>
  )
}
