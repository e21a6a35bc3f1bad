import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {PemMemory, Pki, parseCertificateRequest} from '../../../src/cluster/pki/index.ts'
import {certificateRequest} from '../../support/certificate-request.ts'

const now = Date.parse('2026-01-02T03:04:05Z')

describe('a certificate request', () => {
  it('is read with its names and its key, and its signature holds', async () => {
    const {pem} = await certificateRequest({
      subject: 'O=devs,O=ops,CN=jane',
      names: {dns: ['a.example'], ip: ['10.0.0.1', '::1'], email: ['j@example.org'], url: ['spiffe://x/y']},
    })

    const request = parseCertificateRequest(pem)

    assert.equal(request.commonName, 'jane')
    assert.deepEqual(request.organizations, ['devs', 'ops'])
    assert.deepEqual(request.dnsNames, ['a.example'])
    assert.deepEqual(
      request.ipAddresses.map(address => address.length),
      [4, 16],
    )
    assert.deepEqual(request.emailAddresses, ['j@example.org'])
    assert.deepEqual(request.uris, ['spiffe://x/y'])
    request.checkSignature()
  })

  it('is refused when it was changed after it was signed', async () => {
    const {pem} = await certificateRequest({subject: 'CN=jane'})
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    der[der.indexOf('jane')] = 'k'.charCodeAt(0)
    const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`

    const request = parseCertificateRequest(forged)

    assert.equal(request.commonName, 'kane')
    assert.throws(() => request.checkSignature(), /x509: ECDSA verification failure/)
  })

  const bad: {name: string; given: string; expected: RegExp}[] = [
    {name: 'no PEM', given: 'hello', expected: /^PEM block type must be CERTIFICATE REQUEST$/},
    {name: 'another block', given: block('CERTIFICATE', 'MAA='), expected: /^PEM block type must be/},
    {
      name: 'text',
      given: block('CERTIFICATE REQUEST', 'aGVsbG8='),
      expected: /tags don't match \(16 vs \{class:1 tag:8/,
    },
    {
      name: 'nothing inside',
      given: block('CERTIFICATE REQUEST', 'MAA='),
      expected: /^asn1: syntax error: sequence truncated$/,
    },
    {name: 'a part', given: block('CERTIFICATE REQUEST', 'MIIB'), expected: /^asn1: syntax error: data truncated$/},
  ]
  for (const {name, given, expected} of bad)
    it(`that is ${name} is refused`, () => {
      assert.throws(
        () => parseCertificateRequest(given),
        (error: Error) => expected.test(error.message),
      )
    })
})

describe('a signed request', () => {
  const pki = new Pki(new PemMemory(), () => now)

  it('has the names that were asked for, the usages, and nothing of an authority', async () => {
    const names = {dns: ['a.example'], ip: ['10.0.0.1']}
    const {pem} = await certificateRequest({subject: 'O=system:nodes,CN=system:node:a', names})

    const usages = ['digital signature', 'key encipherment', 'server auth']
    const certificate = new X509Certificate(pki.signed(parseCertificateRequest(pem), {usages}))

    assert.equal(certificate.subject, 'O=system:nodes\nCN=system:node:a')
    assert.equal(certificate.subjectAltName, 'DNS:a.example, IP Address:10.0.0.1')
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1'])
    assert.equal(certificate.ca, false)
    assert.ok(certificate.checkIssued(new X509Certificate(pki.ca().certificate)))
  })

  const lifetimes: {name: string; given?: number; expected: {from: number; to: number}}[] = [
    {name: 'a year, less what it begins early', expected: {from: -300, to: 365 * 86_400 - 300}},
    {name: 'a year at most', given: 10 * 365 * 86_400, expected: {from: -300, to: 365 * 86_400 - 300}},
    {name: 'whole when it is short', given: 3600, expected: {from: -300, to: 3600}},
    {name: 'ten minutes at least', given: 1, expected: {from: -300, to: 600}},
  ]
  for (const {name, given, expected} of lifetimes)
    it(`lasts ${name}`, async () => {
      const {pem} = await certificateRequest({subject: 'CN=jane'})
      const terms = {usages: ['client auth'], ...(given !== undefined && {expirationSeconds: given})}

      const {validFrom, validTo} = new X509Certificate(pki.signed(parseCertificateRequest(pem), terms))

      assert.equal(Date.parse(validFrom), now + expected.from * 1000)
      assert.equal(Date.parse(validTo), now + expected.to * 1000)
    })
})

function block(type: string, body: string): string {
  return `-----BEGIN ${type}-----\n${body}\n-----END ${type}-----\n`
}
