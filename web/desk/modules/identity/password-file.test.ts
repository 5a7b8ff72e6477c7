import { expect, it } from 'vitest'
import { toPasswordText } from './password-file.ts'

it('is CSV that Excel reads as it is, and never as a formula', () => {
  const lines = [
    { username: 'wang', name: '王"强", 一', password: 'abcd-efgh' },
    { username: 'li', name: '=1+1', password: 'x' },
  ]
  expect(toPasswordText(lines)).toBe(
    '\uFEFF用户名,姓名,初始密码\r\nwang,"王""强"", 一",abcd-efgh\r\nli,\'=1+1,x\r\n',
  )
})
