import { beforeEach, describe, expect, test, vi } from 'vitest'
import { render, screen, waitFor } from '@testing-library/preact'
import { bool, input, line, longestAt, maybe, text } from '#shared/schema.ts'
import { endpoint } from '#shared/endpoint.ts'
import { guest } from '../../../miniprogram/src/api'
import { keptForm } from '../../../miniprogram/src/forms'
import { Fields, FormError, Send, useForm } from '../../../miniprogram/src/parts/form'
import { answer, phone, reset } from '../mocks/taro'
import { find, named, press, sent, type } from '../page-actions'
import { problem } from '../samples'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
beforeEach(() => {
  reset()
  document.body.replaceChildren()
})

const say = endpoint({
  method: 'POST',
  path: '/api/sayings',
  says: 'Says something, for tests.',
  who: ['guest'],
  body: input({ words: text(20, 2), by: input({ name: maybe(line(5)) }), loud: bool() }),
  answer: input({ loud: bool() }),
  status: 201,
  refuses: ['stale'],
  idempotent: true
})

const done = vi.fn<(answer: { loud: boolean }, values: object) => void>()
function Saying({ loud = true, draft, secret }: { loud?: unknown; draft?: string; secret?: ('words' | 'name')[] }) {
  const form = useForm<typeof say, { words: string; name: string }>({
    endpoint: say,
    as: guest,
    start: { words: '', name: '' },
    fields: () => [
      {
        id: 'words',
        name: 'words',
        kind: 'long',
        label: '话',
        complaint: (code) => (code === 'min:2' ? '太短' : undefined)
      },
      { id: 'name', name: 'name', at: '/by/name', label: '谁' }
    ],
    body: ({ words, name }) => ({ words, by: { ...(name && { name }) }, loud }),
    done,
    draft: draft ?? false,
    ...(secret && { secret })
  })
  return (
    <>
      <Fields of={form} />
      <FormError of={form} id="saying" />
      <Send of={form} id="say">
        说
      </Send>
    </>
  )
}
const asked = () => sent(/sayings$/)

describe('a form', () => {
  test('says what is wrong beside each field, in its own words or in those of the catalogue', async () => {
    render(<Saying />)
    await type('words', '好')
    await type('name', '沈文沈文沈文')
    await press('say')
    expect(screen.getByText('太短')).toBeInTheDocument()
    expect(screen.getByText('最多 5 个字')).toBeInTheDocument()
    expect(asked()).toEqual([])
    await type('words', '好了')
    expect(screen.queryByText('太短')).toBeNull()
    expect(screen.getByText('最多 5 个字')).toBeInTheDocument()
  })

  test('says what no field holds above the button: a press never does nothing', async () => {
    render(<Saying loud="no" />)
    await type('words', '好了')
    await press('say')
    expect(await find('saying-error')).toHaveTextContent('有一项内容没有通过：这里的内容类型不对（/loud）')
    expect(asked()).toEqual([])
  })

  test('shows what the server says of a field beside it, and the rest above the button', async () => {
    answer('POST', /sayings$/, {
      status: 422,
      body: {
        ...problem('invalid'),
        errors: [
          { at: '/body/by/name', code: 'other', detail: '没有这个人' },
          { at: '/params/shift', code: 'other', detail: '没有这一场' }
        ]
      }
    })
    render(<Saying />)
    await type('words', '好了')
    await type('name', '沈文')
    await press('say')
    expect(await screen.findByText('没有这个人')).toBeInTheDocument()
    expect(named('saying-error')).toHaveTextContent('没有这一场')
  })

  test('repeats a wish under the same key after a silence, and another wish under another', async () => {
    answer('POST', /sayings$/, 'no network')
    render(<Saying />)
    await type('words', '好了')
    await press('say')
    await find('saying-error')
    await press('say')
    await waitFor(() => expect(asked()).toHaveLength(2))
    await waitFor(() => expect(named('say')).toHaveTextContent('说'))
    await type('words', '不好')
    await press('say')
    await waitFor(() => expect(asked()).toHaveLength(3))
    const keys = asked().map(({ header }) => header?.['Idempotency-Key'])
    expect(keys[0]).toBe(keys[1])
    expect(new Set(keys).size).toBe(2)
  })

  test('keeps what was written until it is sent, for the form it was written in', async () => {
    const first = render(<Saying draft="a" />)
    await type('words', '写到一半')
    first.unmount()
    const other = render(<Saying draft="b" />)
    expect(named('words')).toHaveValue('')
    other.unmount()
    render(<Saying draft="a" />)
    expect(named('words')).toHaveValue('写到一半')
    expect(screen.getByText('这是您上次没交的内容。')).toBeInTheDocument()
    answer('POST', /sayings$/, { status: 201, body: { loud: true } })
    await press('say')
    await waitFor(() => expect(done).toHaveBeenCalledWith({ loud: true }, { words: '写到一半', name: '' }))
    expect(phone.storage.has('suishoupai.forms')).toBe(false)
  })

  test('keeps every form at once, letter by letter, and none that is as it was at first', async () => {
    const first = render(<Saying draft="a" />)
    await type('words', '一')
    expect(keptForm('a')?.values).toEqual({ words: '一' })
    first.unmount()
    render(<Saying draft="b" />)
    await type('name', '沈')
    expect(keptForm('b')?.values).toEqual({ name: '沈' })
    expect(keptForm('a')?.values).toEqual({ words: '一' })
    await type('name', '')
    expect(keptForm('b')).toBeUndefined()
  })

  test('sends a wish once more under its key after the phone has died, and nothing that it must not know is kept', async () => {
    answer('POST', /sayings$/, 'no network')
    const first = render(<Saying draft="a" secret={['name']} />)
    await type('words', '好了')
    await type('name', '沈')
    await press('say')
    await find('saying-error')
    first.unmount()
    expect(keptForm('a')?.values).toEqual({ words: '好了' })
    render(<Saying draft="a" secret={['name']} />)
    await type('name', '沈')
    await press('say')
    await waitFor(() => expect(asked()).toHaveLength(2))
    expect(new Set(asked().map(({ header }) => header?.['Idempotency-Key'])).size).toBe(1)
  })

  test('lets nobody write more than the contract takes, where the contract says how much', () => {
    expect(longestAt(say.body, '/words', {})).toBe(20)
    expect(longestAt(say.body, '/by/name', {})).toBe(5)
    expect(longestAt(say.body, '/loud', {})).toBeUndefined()
    expect(longestAt(say.body, '/nowhere/at/all', {})).toBeUndefined()
  })
})
