/** A phone in the demo city, with nothing on it yet and a server that answers the everyday questions. */
import { answer, reset } from './mocks/taro'
import { areas, caseView, categories, office, photoId, session } from './samples'

export const row = {
  no: '2026-1122-00371',
  title: '垃圾桶满溢',
  category: { code: 'vendor', name: '流动摊贩', tile: 'stall' },
  area: { id: 'hebin', name: '河滨街道' },
  office,
  status: 'closed',
  at: '2026-11-20T09:12:00.000Z',
  since: '2026-11-20T09:12:00.000Z',
  elapsedDays: 4,
  clock: caseView().clock,
  reports: 1
}

/** The last part of a photo has come. */
export const addedPhoto = (id: string) => ({
  status: 200,
  body: { missing: [], photo: { id, width: 1600, height: 1200 } }
})

export function startPhone(): void {
  reset()
  document.body.replaceChildren()
  answer('GET', /categories$/, { status: 200, body: categories })
  answer('GET', /areas$/, { status: 200, body: areas })
  answer('GET', /offices$/, { status: 200, body: { items: [] } })
  answer('GET', /where/, ({ url }) => ({
    status: 200,
    body: {
      area: { id: 'hebin', name: '河滨街道' },
      ...(url.includes('category') && { office, limit: { n: 2, unit: 'work_day' } })
    }
  }))
  answer('GET', /\/api\/map/, { status: 200, body: { areas: [], cases: [], more: false } })
  answer('POST', /sessions\/wechat$/, { status: 201, body: session() })
  answer('GET', /reports\/mine/, { status: 200, body: { items: [] } })
  answer('POST', /photos\/parts/, ({ data }) => addedPhoto(photoId(String(data).length)))
}
