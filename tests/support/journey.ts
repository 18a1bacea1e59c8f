/** A case brought as far as a test needs it, by the same doors that people use. */
import type { CaseView, Move } from '#shared/cases.ts'
import type { TextToRule } from '#shared/masking.ts'
import type { Receipt } from '#shared/reports.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { inHebin } from './city.ts'
import { client, freshKey, phonePhoto, signIn, type Client, type Reply } from './http.ts'
import type { TestServer } from './server.ts'

type Unversioned<M> = M extends Move ? Omit<M, 'version'> : never

export interface Journey {
  guest: Client
  /** A member of staff of the test town, signed in. */
  staff(name: string): Promise<Client>
  /** His access token, for who speaks without the client. */
  token(name: string): Promise<string>
  /** One new photo; every call another. What comes back is what it is used by; `photoIdOf` makes its public id of it. */
  photo(): Promise<string>
  submit(more?: object, key?: string): Promise<Submitted>
  /** One move with the version that the mover sees now. */
  move(name: string, no: string, said: Unversioned<Move>): Promise<Reply<CaseView & { code?: string }>>
  /** Moves a submitted case along the straight road. */
  accepted(more?: object): Promise<Submitted>
  replied(more?: object): Promise<Submitted>
  closed(more?: object): Promise<Submitted>
  /** Approved for the public, its first words and photos with it. */
  publish(no: string): Promise<void>
}

export interface Submitted {
  no: string
  report: string
  code: string
  photo: string
  receipt: Receipt
  /** Who holds the receipt code. */
  reporter: Client
  token(): Promise<string>
}

export function journey(server: TestServer): Journey {
  const guest = client(server)
  const signedIn = new Map<string, Promise<Client>>()
  let photos = 1000

  const staff = (name: string): Promise<Client> => {
    const known = signedIn.get(name) ?? signIn(server, name)
    signedIn.set(name, known)
    return known
  }
  const token = async (name: string): Promise<string> => {
    const account = server.accounts.find((account) => account.name === name)
    return (await guest.post<{ access: string }>('/api/sessions/staff', account)).body.access
  }
  const photo = async (): Promise<string> => (await guest.photo(await phonePhoto(++photos, 160, 120))).body.id

  const submit: Journey['submit'] = async (more = {}, key = freshKey()) => {
    const id = await photo()
    const body = { category: 'shopfront', photos: [id], place: inHebin, consentPublic: true, ...more }
    const sent = await guest.post<Receipt>('/api/reports', body, { 'idempotency-key': key })
    if (sent.status !== 201) throw new Error(`not submitted: ${sent.text}`)
    const { no, report, code = '' } = sent.body
    const token = async () => (await guest.post<{ access: string }>('/api/sessions/code', { no, code })).body.access
    return { no, report, code, photo: photoIdOf(id), receipt: sent.body, reporter: client(server, token), token }
  }

  /** Asked for by one, done by an administrator; what became of the case, or why nothing did. */
  const erase = async (who: Client, no: string, entry: number, note: string) => {
    const ask = { act: 'erase', no, entry, note }
    const asked = await who.post<{ id: string } & CaseView & { code?: string }>('/api/approvals', { ask })
    if (asked.status !== 201) return asked
    const path = `/api/approvals/${asked.body.id}/approve`
    const done = await (await staff('guan')).post<CaseView & { code?: string }>(path, { sure: true })
    return done.status === 200 ? who.get<CaseView & { code?: string }>(`/api/cases/${no}`) : done
  }
  const move: Journey['move'] = async (name, no, said) => {
    const who = await staff(name)
    if (said.verb === 'erase') return erase(who, no, said.entry, said.words)
    const version = (await who.get<CaseView>(`/api/cases/${no}`)).body.desk?.version
    return who.post(`/api/cases/${no}/moves`, { version, ...said })
  }
  const sure = async (moved: Promise<Reply<unknown>>): Promise<void> => {
    const { status, text } = await moved
    if (status !== 200) throw new Error(`not moved: ${text}`)
  }

  const accepted: Journey['accepted'] = async (more) => {
    const submitted = await submit(more)
    await sure(move('zhou', submitted.no, { verb: 'accept' }))
    return submitted
  }
  const replied: Journey['replied'] = async (more) => {
    const submitted = await accepted(more)
    const after = await photo()
    await sure(
      move('zhou', submitted.no, {
        verb: 'reply',
        outcome: 'solved',
        words: '已经清理干净，请放心出行。',
        photos: [after]
      })
    )
    return submitted
  }
  const closed: Journey['closed'] = async (more) => {
    const submitted = await replied(more)
    await sure(move('zhao', submitted.no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] }))
    return submitted
  }
  const publish = async (no: string): Promise<void> => {
    const seen = (await (await staff('shen')).get<CaseView>(`/api/cases/${no}`)).body
    const words = seen.desk?.publication.pending ?? []
    const photos = [...seen.before, ...seen.after].map((p) => p.id)
    const title = '沿街商户占道'
    const found = await (await staff('shen')).post<{ texts: TextToRule[] }>(`/api/cases/${no}/masks`, { title })
    // As the desk proposes: whatever is found is masked.
    const texts = found.body.texts
      .filter(({ of, hits }) => hits.length > 0 && (of === 'place' || words.includes(Number.parseInt(of, 10))))
      .map(({ of, hash, hits }) => ({
        of,
        hash,
        masks: hits.map(({ start, end, kind }) => ({ start, end, kind })),
        freed: []
      }))
    await sure(move('shen', no, { verb: 'publish', title, words, photos, texts }))
  }
  return { guest, staff, token, photo, submit, move, accepted, replied, closed, publish }
}
