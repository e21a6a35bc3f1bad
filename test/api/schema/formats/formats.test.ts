import assert from 'node:assert/strict'
import {hasFormat, isFormat} from '../../../../src/api/schema/formats/index.ts'

/** As a real kube-apiserver 1.34.3 judges them. */
const cases: {format: string; right: string[]; wrong: string[]}[] = [
  {
    format: 'email',
    right: ['a@b', 'A <a@b.c>', '"a b"@c.d', ' a@b.c ', 'a@[1.2.3.4]', 'g: a@b.c;', 'é@é.c', 'a@b.c (comment)'],
    wrong: ['', 'a@', '@b', 'a b@c', 'a..b@c.d', '.a@b.c', 'a@b.c.', 'a(x)@b.c', 'a@b,c@d', 'mailto:a@b.c', 'g:;'],
  },
  {
    format: 'hostname',
    right: ['a', 'example.com', 'bücher.de', 'a.bc', 'a-'],
    wrong: ['', 'a_b.com', '-a.com', 'a.b.', 'a.1', '10.0.0.1', 'xn--nxasmq6b', `${'a'.repeat(64)}.com`],
  },
  {
    format: 'duration',
    right: ['1h30m', '1 day', '1 hour 2 minutes', '1sec', 'in 3 weeks', '-1h', 'x-6d'],
    wrong: ['', '5', 'h', '1y', '1 fortnight'],
  },
  {
    format: 'date-time',
    right: ['2024-01-01T00:00:00Z', '2024-01-01t00:00:00z', '2024-01-01T00:00:00,5+01:00'],
    wrong: [
      '2024-01-01',
      '2024-01-01T24:00:00Z',
      '2024-01-01T23:59:60Z',
      '2024-02-30T00:00:00Z',
      '2024-01-01T00:00:00',
    ],
  },
  {format: 'ipv4', right: ['10.0.0.1', '010.0.0.1', '::ffff:10.0.0.1'], wrong: ['10.0.0', '::1', '10.0.0.256']},
  {format: 'ipv6', right: ['::1', '::ffff:10.0.0.1'], wrong: ['fe80::1%eth0', '10.0.0.1']},
  {
    format: 'mac',
    right: ['aa:bb:cc:dd:ee:ff', 'AA-BB-CC-DD-EE-FF', 'aabb.ccdd.eeff', 'aabbccddeeff', 'aa:bb:cc:dd:ee:ff:00:11'],
    wrong: ['aa:bb-cc:dd:ee:ff', 'aa:bb:cc:dd:ee', 'aabb.ccdd'],
  },
  {
    format: 'uri',
    right: ['/x y', '*', 'urn:a:b', '//x/y', 'http://x/#%41', 'fe80::1%eth0'],
    wrong: ['', 'x', '/%zz', 'http://[::1', 'http://x:y/', 'http://a b/', '/\u007f'],
  },
  {
    format: 'uuid5',
    right: ['a0eebc99-9c0b-5ef8-bb6d-6bb9bd380a11', 'A0EEBC999C0B5EF8BB6D6BB9BD380A11'],
    wrong: ['a0eebc99-9c0b-5ef8-cb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  },
  {format: 'isbn10', right: ['0321751043', '0-321-75104-3', '080442957X'], wrong: ['0321751044', '9783161484100']},
  {format: 'isbn13', right: ['978-3-16-148410-0'], wrong: ['978-3-16-148410-1', '0321751043']},
  {format: 'creditcard', right: ['4111 1111 1111 1111'], wrong: ['4111111111111112', '2221000000000009', '']},
  {format: 'ssn', right: ['078-05-1120', '078 05 1120'], wrong: ['078051120', '123-45-67890']},
  {format: 'rgbcolor', right: ['rgb( 1 , 22 , 255 )'], wrong: ['rgb(256,0,0)', 'rgb(01,2,3)', 'RGB(1,2,3)']},
  {format: 'byte', right: ['YQ=='], wrong: ['', 'YQ', 'YQ-_']},
]

describe('formats of strings', () => {
  for (const {format, right, wrong} of cases)
    it(`tell what is ${format} from what is not`, () => {
      assert.deepEqual(
        [...right, ...wrong].filter(text => hasFormat(format, text)),
        right,
      )
    })

  it('that nobody knows are never wrong', () => {
    assert.equal(isFormat('k8s-short-name'), false)
    assert.equal(hasFormat('k8s-short-name', '???'), true)
  })
})
