import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import type {CertificateSigningRequest} from '../../../src/api/kinds.ts'
import type {JsonObject} from '../../../src/api/object.ts'
import {createCertificateApproving} from '../../../src/cluster/controllers/certificates/approving.ts'
import {createCertificateCleaner} from '../../../src/cluster/controllers/certificates/cleaner.ts'
import {createCertificateSigning} from '../../../src/cluster/controllers/certificates/signing.ts'
import {PemMemory, Pki} from '../../../src/cluster/pki/index.ts'
import type {ComponentContext} from '../../../src/cluster/runtime/component.ts'
import {certificateRequest, type RequestedNames} from '../../support/certificate-request.ts'
import {bench, start, summary} from '../../support/controller-bench.ts'

const hour = 3600_000
const approved = {type: 'Approved', status: 'True', lastUpdateTime: '2026-01-01T00:00:00Z'}
const pki = new Pki(new PemMemory(), () => start)
const signing = (context: ComponentContext) => createCertificateSigning(context, {sign: pki.signed.bind(pki)})

interface Wanted {
  subject?: string
  names?: RequestedNames
  signerName?: string
  usages?: string[]
  username?: string
  status?: JsonObject
}

async function request({subject = 'CN=jane', names, status = {}, ...spec}: Wanted): Promise<CertificateSigningRequest> {
  const {base64} = await certificateRequest({subject, names})
  return {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: {name: 'csr', uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z'},
    spec: {request: base64, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'], ...spec},
    status,
  }
}

const kubelet = {
  subject: 'O=system:nodes,CN=system:node:a',
  signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
  usages: ['digital signature', 'client auth'],
}
const serving = {
  subject: 'O=system:nodes,CN=system:node:a',
  names: {ip: ['10.0.0.1']},
  signerName: 'kubernetes.io/kubelet-serving',
  usages: ['digital signature', 'key encipherment', 'server auth'],
}

describe('the certificate signers', () => {
  const signed: {name: string; given: Wanted}[] = [
    {name: 'a client', given: {}},
    {name: 'a kubelet', given: kubelet},
    {name: 'a kubelet that serves', given: serving},
    {name: 'what an old API version asked for', given: {signerName: 'kubernetes.io/legacy-unknown', usages: ['any']}},
  ]
  for (const {name, given} of signed)
    it(`sign for ${name}`, async () => {
      const object = await request({...given, status: {conditions: [approved]}})
      const {run, close} = bench(['certificatesigningrequests', object])

      const writes = await run(signing)

      assert.deepEqual(summary(writes), ['update certificatesigningrequests/status csr'])
      const {certificate = ''} = (writes[0]!.object as CertificateSigningRequest).status!
      assert.ok(
        new X509Certificate(Buffer.from(certificate, 'base64')).checkIssued(new X509Certificate(pki.ca().certificate)),
      )
      await close()
    })

  const failed: {name: string; given: Wanted; expected: string}[] = [
    {
      name: 'a client that would be a server',
      given: {usages: ['client auth', 'server auth']},
      expected: 'invalid usage for client certificate: server auth',
    },
    {
      name: 'a client without its purpose',
      given: {usages: ['digital signature']},
      expected: 'missing required usage for client certificate: client auth',
    },
    {
      name: 'a kubelet of another group',
      given: {...kubelet, subject: 'O=devs,CN=system:node:a'},
      expected: 'subject organization is not system:nodes',
    },
    {
      name: 'a kubelet with a name of its own',
      given: {...kubelet, subject: 'O=system:nodes,CN=jane'},
      expected: 'subject common name does not begin with system:node:',
    },
    {
      name: 'a kubelet with an address',
      given: {...kubelet, names: {ip: ['10.0.0.1']}},
      expected: 'IP subjectAltNames are not allowed',
    },
    {
      name: 'a kubelet that also serves',
      given: {...kubelet, usages: ['digital signature', 'client auth', 'server auth']},
      expected: 'usages did not match [client auth digital signature key encipherment]',
    },
    {
      name: 'a serving kubelet without an address',
      given: {...serving, names: {}},
      expected: 'DNS or IP subjectAltName is required',
    },
  ]
  for (const {name, given, expected} of failed)
    it(`fail ${name}`, async () => {
      const object = await request({...given, status: {conditions: [approved]}})
      const {run, close} = bench(['certificatesigningrequests', object])

      const [write] = await run(signing)

      const condition = (write!.object as CertificateSigningRequest).status?.conditions?.at(-1)
      assert.equal(condition?.type, 'Failed')
      assert.equal(condition?.reason, 'SignerValidationFailure')
      assert.equal(condition?.message, expected)
      await close()
    })

  const left: {name: string; given: Wanted}[] = [
    {name: 'pending', given: {}},
    {name: 'denied', given: {status: {conditions: [{type: 'Denied', status: 'True'}]}}},
    {name: 'failed', given: {status: {conditions: [approved, {type: 'Failed', status: 'True'}]}}},
    {name: 'signed', given: {status: {conditions: [approved], certificate: 'c2lnbmVk'}}},
    {name: "another signer's", given: {signerName: 'example.com/other', status: {conditions: [approved]}}},
  ]
  for (const {name, given} of left)
    it(`leave alone what is ${name}`, async () => {
      const {run, close} = bench(['certificatesigningrequests', await request(given)])

      assert.deepEqual(await run(signing), [])
      await close()
    })
})

describe('the approver of certificates', () => {
  const cases: {name: string; given: Wanted; asked: string[]; allowed?: string}[] = [
    {
      name: 'approves a joining node',
      given: {...kubelet, username: 'system:bootstrap:abcdef'},
      asked: ['nodeclient'],
      allowed: 'nodeclient',
    },
    {
      name: 'approves a node that renews its own',
      given: {...kubelet, username: 'system:node:a'},
      asked: ['selfnodeclient'],
      allowed: 'selfnodeclient',
    },
    {
      name: 'waits without the right',
      given: {...kubelet, username: 'system:node:a'},
      asked: ['selfnodeclient', 'nodeclient'],
    },
    {name: 'does not know other clients', given: {}, asked: []},
    {name: 'does not know serving certificates', given: serving, asked: []},
  ]
  for (const {name, given, asked, allowed} of cases)
    it(name, async () => {
      const {api, run, close} = bench(['certificatesigningrequests', await request(given)])
      const questions: string[] = []
      const answer = api.request.bind(api)
      api.request = async sent => {
        if (!sent.url.includes('subjectaccessreviews')) return answer(sent)
        const review = sent.body as {spec: {resourceAttributes: {subresource: string}}}
        questions.push(review.spec.resourceAttributes.subresource)
        const status = {allowed: questions.at(-1) === allowed}
        return {status: 201, headers: {}, body: {type: 'object', object: {...review, status}}}
      }

      const writes = await run(createCertificateApproving)

      assert.deepEqual(questions, asked)
      assert.deepEqual(summary(writes), allowed ? ['update certificatesigningrequests/approval csr'] : [])
      await close()
    })
})

describe('the cleaner of certificates', () => {
  const cases: {name: string; given: Wanted; expected: number}[] = [
    {name: 'a day for pending ones', given: {}, expected: 24 * hour},
    {name: 'an hour for denied ones', given: {status: {conditions: [{...approved, type: 'Denied'}]}}, expected: hour},
    {name: 'an hour for issued ones', given: {status: {conditions: [approved], certificate: 'eA=='}}, expected: hour},
  ]
  for (const {name, given, expected} of cases)
    it(`keeps requests ${name}`, async () => {
      const {run, advance, close} = bench(['certificatesigningrequests', await request(given)])

      assert.deepEqual(await run(createCertificateCleaner), [])
      assert.deepEqual(await advance(expected), [])
      assert.deepEqual(summary(await advance(1000)), ['delete certificatesigningrequests csr'])
      await close()
    })

  it('keeps what is approved and waits for its signer', async () => {
    const {run, advance, close} = bench([
      'certificatesigningrequests',
      await request({status: {conditions: [approved]}}),
    ])

    await run(createCertificateCleaner)

    assert.deepEqual(await advance(48 * hour), [])
    await close()
  })
})
