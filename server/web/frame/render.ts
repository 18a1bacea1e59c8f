import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** A whole page as text. React escapes what people wrote; nothing here opens a way around it. */
export const render = (page: ReactElement): string => `<!doctype html>${renderToStaticMarkup(page)}`
