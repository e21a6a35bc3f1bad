import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {certificateRequest} from '../support/certificate-request.ts'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

describe('kctl certificate', function () {
  this.timeout(120_000)
  let home: KctlHome
  before(() => {
    home = makeKctlHome()
  })
  after(() => home.remove())

  it('approves a request, which is signed before the command ends, and shows what it was for', async () => {
    const {base64} = await certificateRequest({subject: 'O=devs,CN=jane', names: {dns: ['jane.example']}})
    const file = join(home.path, 'jane.json')
    const request = {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: {name: 'jane'},
      spec: {request: base64, signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth']},
    }
    writeFileSync(file, JSON.stringify(request))

    const created = await home.kctl('create', '-f', file)
    const approved = await home.kctl('certificate', 'approve', 'jane')
    const got = await home.kctl('get', 'csr', 'jane', '-o', 'jsonpath={.status.certificate}')
    const described = await home.kctl('describe', 'csr', 'jane')

    assert.equal(created.stdout, 'certificatesigningrequest.certificates.k8s.io/jane created\n')
    assert.equal(approved.stdout, 'certificatesigningrequest.certificates.k8s.io/jane approved\n')
    assert.equal(new X509Certificate(Buffer.from(got.stdout, 'base64')).subject, 'O=devs\nCN=jane')
    assert.match(described.stdout, /Status: +Approved,Issued\n/)
    assert.match(described.stdout, /Common Name: +jane\n/)
    assert.match(described.stdout, /DNS Names: +jane\.example\n/)
  })
})
