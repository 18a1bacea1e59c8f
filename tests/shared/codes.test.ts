import { describe, expect, test } from 'vitest'
import { codeAlphabet, groupedCode, plainCode } from '#shared/codes.ts'
import { check, typedCode } from '#shared/schema.ts'
import { codeFor, randomCode } from '#server/kernel/codes.ts'

const key = Buffer.alloc(32, 7)

describe('a code for people', () => {
  test('is the same for the same name, another for another, and nobody without the key knows it', () => {
    expect(codeFor(key, 'a report', 10)).toBe(codeFor(key, 'a report', 10))
    expect(codeFor(key, 'a report', 10)).not.toBe(codeFor(key, 'another report', 10))
    expect(codeFor(key, 'a report', 10)).not.toBe(codeFor(Buffer.alloc(32, 8), 'a report', 10))
  })

  test('has only letters that cannot be mistaken for each other', () => {
    for (let i = 0; i < 200; i++)
      for (const code of [codeFor(key, String(i), 10), randomCode(8)])
        expect([...code].filter((c) => !codeAlphabet.includes(c))).toEqual([])
    expect(new Set(Array.from({ length: 200 }, () => randomCode(8))).size).toBe(200)
    expect(() => codeFor(key, 'a', 13)).toThrow('12')
  })

  test('is read however it is typed, and written in groups', () => {
    const code = codeFor(key, 'a report', 10)
    expect(plainCode(groupedCode(code))).toBe(code)
    expect(plainCode(groupedCode(code, 4, ' '))).toBe(code)
    expect(plainCode(` ７k３m９ — pq2xd `)).toBe('7K3M9PQ2XD')
    expect(plainCode('oO iI lL')).toBe('001111')
    expect(groupedCode('7K3M9PQ2XD')).toBe('7K3M9-PQ2XD')
    expect(groupedCode('ABCD2345', 4, ' ')).toBe('ABCD 2345')
  })

  test('comes in by the contract as it is kept, whichever door it takes', () => {
    expect(check(typedCode(10, 16), '7k3m9-pq2xd')).toEqual({ ok: true, value: '7K3M9PQ2XD' })
    expect(check(typedCode(10, 16), '7k3m9').ok).toBe(false)
    expect(check(typedCode(6, 20), '<script>').ok).toBe(false)
    expect(check(typedCode(1, 16, false), '不是码')).toEqual({ ok: true, value: '不是码' })
    expect(check(typedCode(1, 16, false), '\ud800').ok).toBe(false)
  })
})
