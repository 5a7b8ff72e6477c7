/** Connection strings with one server and with several. */
import { expect, it } from 'vitest'
import { nameHost, splitHosts } from './split-hosts.ts'

it('one server stays as it was written, whatever its folder is called', () => {
  const urls = [
    'postgres://me:secret@one:5433/jingwei?sslmode=verify-full',
    'postgresql://jingwei:a%2Cb@%2Fdata%2C%20one%2Fpostgres:5432/jingwei',
    'postgres:///jingwei?host=/run/one,two',
  ]
  for (const url of urls) expect(splitHosts(url)).toEqual([url])
})

it('several are taken apart with all that belongs to each', () => {
  expect(
    splitHosts('postgres://me:s%40y@one,two:5433,[::1]:5434/jingwei?sslmode=require&options=-c%20a%3Db'),
  ).toEqual([
    'postgres://me:s%40y@one/jingwei?sslmode=require&options=-c%20a%3Db',
    'postgres://me:s%40y@two:5433/jingwei?sslmode=require&options=-c%20a%3Db',
    'postgres://me:s%40y@[::1]:5434/jingwei?sslmode=require&options=-c%20a%3Db',
  ])
  expect(splitHosts('postgres://one,two/jingwei').map(nameHost)).toEqual(['one', 'two'])
})
