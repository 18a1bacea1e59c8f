import { Fragment } from 'react'
import { titleParts } from '#shared/title-parts.ts'

/** The title of a case, which a line breaks between place and matter. */
export const Title = ({ of }: { of: { title: string; address?: string | undefined } }) => (
  <span className="title">
    {titleParts(of).map((part, i) => (
      <Fragment key={part}>
        {i > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </span>
)
