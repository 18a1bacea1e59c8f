/** Which passwords are taken, and which rule says no. */
import { describe, expect, test } from 'vitest'
import { passwordFaults } from '#server/accounts/passwords.ts'

const about = { login: 'zhoumingyuan', name: '周明远', city: ['yunting', '云亭市', '云亭'] }
const faults = (password: string) => passwordFaults(password, about)

describe('a password that is taken', () => {
  test.each([
    ['four words', 'correct horse battery staple'],
    ['words of one’s own, no capitals, no signs', 'matchasmellsofrain'],
    ['a sentence in Chinese of eight characters', '河边的柳树下卖豆浆'],
    ['spaces at its ends, which count', ' seven teapots  '],
    ['full width, as a Chinese keyboard writes it', 'ｓｅｖｅｎｔｅａｐｏｔｓ'],
    ['of the greatest length', 'matcha smells of rain '.repeat(6).slice(0, 128)],
    ['emoji, each one character', '🍵🌧️🍎🐢🚲🎈 teapots']
  ])('%s', (_what, password) => {
    expect(faults(password)).toEqual([])
  })
})

describe('a password that is refused, and by which rule', () => {
  test.each([
    ['eleven characters', 'matchasmell', 'password_short'],
    ['a sentence of seven characters', '柳树下卖豆浆的', 'password_short'],
    ['a character too long', 'matcha smells of rain '.repeat(6).slice(0, 129), 'password_long'],
    ['the login', 'zhoumingyuan-teapots', 'password_login'],
    ['the login in capitals with dots', 'ZHOU.MING.YUAN teapots', 'password_login'],
    ['the login with signs for letters', 'zh0um1ngyuan teapots', 'password_login'],
    ['the name', '我是周明远我爱喝茶', 'password_name'],
    ['the city in letters', 'yunting teapots rain', 'password_city'],
    ['the city in characters', '云亭市的柳树下卖豆浆', 'password_city'],
    ['one that was stolen', 'sojdlg123aljg', 'password_common'],
    ['one that was stolen, with signs about it', '7Ghjcnjgfhjkm!', 'password_common'],
    ['one letter again and again', 'aaaaaaaaaaaaaaaa', 'password_common'],
    ['two letters in turn', 'abababababababab', 'password_common'],
    ['a row of keys', 'qwertyuiop[]asdf', 'password_common'],
    ['a column of keys', '1qaz2wsx3edc4rfv', 'password_common'],
    ['figures upwards and down', '123456789987654321', 'password_common'],
    ['password with signs and a year', 'P@ssw0rd2026!!!!', 'password_common'],
    ['woaini and 1314520', 'woaini1314520', 'password_common'],
    ['two words that everybody takes', 'woainizhongguo888', 'password_common'],
    ['a birthday after a word', 'laopo19880214520', 'password_common'],
    ['a telephone number', 'mima13812345678', 'password_common'],
    ['the product', 'suishoupai2026#1', 'password_common'],
    ['a line of a poem that all know', '床前明月光疑是地上霜', 'password_common'],
    ['administrator and a count', 'administrator123456', 'password_common']
  ])('%s', (_what, password, fault) => {
    expect(faults(password)).toContain(fault)
  })
})

test('a name of one letter is no name: nobody is refused for it', () => {
  expect(passwordFaults('matchasmellsofrain', { login: 'a', name: '岩', city: ['m'] })).toEqual([])
})

test('the longest that can be sent is weighed at once', () => {
  const begun = performance.now()
  faults('1qaz2wsx'.repeat(16))
  faults('a1'.repeat(500))
  expect(performance.now() - begun).toBeLessThan(500)
})
