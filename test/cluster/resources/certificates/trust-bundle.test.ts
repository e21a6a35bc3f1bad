import assert from 'node:assert/strict'
import {PemMemory, Pki} from '../../../../src/cluster/pki/index.ts'
import {trustBundleErrors} from '../../../../src/cluster/resources/certificates/trust-bundle/certificates.ts'
import {bundleNameErrors} from '../../../../src/cluster/resources/certificates/trust-bundle/name.ts'

const pki = new Pki(new PemMemory(), () => Date.UTC(2026, 0, 1))
const authority = pki.ca().certificate
const leaf = pki.admin().certificate
const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'

const bundles: {name: string; text: string; expected: string[]}[] = [
  {name: 'an authority, and what stands beside it', text: `hello\n${authority}\nbye\n`, expected: []},
  {name: 'nothing', text: '', expected: ['at least one trust anchor must be provided']},
  {name: 'no PEM', text: 'hello', expected: ['at least one trust anchor must be provided']},
  {name: 'one twice', text: authority + authority, expected: ['duplicate trust anchor (indices [0 1])']},
  {name: 'no authority', text: authority + leaf, expected: ['entry 1 does not have the CA bit set']},
  {name: 'no certificate', text: broken, expected: ['entry 0 does not parse as X.509']},
  {
    name: 'a key',
    text: broken.replaceAll('CERTIFICATE', 'PRIVATE KEY'),
    expected: ['entry 0 has bad block type: PRIVATE KEY'],
  },
  {
    name: 'headers',
    text: broken.replace('-\n', '-\nProc-Type: 4\n\n'),
    expected: ['entry 0 has PEM block headers'],
  },
]

describe('A trust bundle', () => {
  for (const {name, text, expected} of bundles)
    it(`of ${name} is told ${expected.length === 0 ? 'nothing' : 'what is wrong'}`, () => {
      const details = trustBundleErrors('spec.trustBundle', text).map(({detail}) => detail)

      assert.deepEqual(details, expected)
    })
})

const names: {name: string; signer: string; fine: boolean}[] = [
  {name: 'a.b', signer: '', fine: true},
  {name: 'a:b', signer: '', fine: false},
  {name: 'example.com:s:a', signer: 'example.com/s', fine: true},
  {name: 'a', signer: 'example.com/s', fine: false},
  {name: 'example.com:s:A', signer: 'example.com/s', fine: false},
]

describe("A trust bundle's name", () => {
  for (const {name, signer, fine} of names)
    it(`is ${fine ? 'fine' : 'refused'}: ${name} of ${signer || 'nobody'}`, () => {
      assert.equal(bundleNameErrors(name, signer).length === 0, fine)
    })
})
