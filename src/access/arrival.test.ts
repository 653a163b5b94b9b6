import { expect, test } from 'vitest'
import { addressBlock, clientAddress } from './arrival.ts'

test('addresses of one /64 are one, however they are written, and its neighbours are others', () => {
  const block = '2001:db8:0:7::/64'
  for (const address of [
    '2001:db8:0:7::1',
    '2001:0DB8:0000:0007:ffff:1:2:3',
    '2001:db8:0:7:0:0:0:0',
    '2001:db8:0:7::%eth0',
  ])
    expect([address, addressBlock(address)]).toEqual([address, block])
  expect(addressBlock('2001:db8:0:8::1')).toBe('2001:db8:0:8::/64')
  expect(addressBlock('::1')).toBe('0:0:0:0::/64')
  expect(addressBlock('2001:db8::')).toBe('2001:db8:0:0::/64')
  expect(addressBlock('64:ff9b::192.0.2.1')).toBe('64:ff9b:0:0::/64')
})

test('an address of version 4 stands alone, also where it is written as one of version 6', () => {
  expect(addressBlock('192.0.2.7')).toBe('192.0.2.7')
  expect(addressBlock('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(addressBlock('192.0.2.8')).not.toBe(addressBlock('192.0.2.7'))
})

test('what is no address is one block of its own', () => {
  expect([addressBlock(undefined), addressBlock('nonsense')]).toEqual(['unknown', 'unknown'])
})

test('without a proxy of ours, what a request says of itself is not believed', () => {
  const said = { socketAddress: '192.0.2.7', forwardedFor: '198.51.100.1' }
  expect(clientAddress({ ...said, proxyCount: 0 })).toBe('192.0.2.7')
  expect(clientAddress({ ...said, proxyCount: 1 })).toBe('198.51.100.1')
})

test('behind proxies the one that the outermost of them saw counts, not what stood there before', () => {
  const arrival = { socketAddress: '10.0.0.2', forwardedFor: '1.1.1.1, 198.51.100.1, 10.0.0.1' }
  expect(clientAddress({ ...arrival, proxyCount: 2 })).toBe('198.51.100.1')
  expect(clientAddress({ ...arrival, forwardedFor: undefined, proxyCount: 2 })).toBe('10.0.0.2')
})
