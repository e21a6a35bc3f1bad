import assert from 'node:assert/strict'
import {createPublicKey, X509Certificate} from 'node:crypto'
import {mkdtempSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {PemFolder, PemMemory, Pki} from '../../../src/cluster/pki/index.ts'

const now = Date.parse('2026-01-02T03:04:05Z')

describe('the PKI', () => {
  it('signs the server certificate for all the names of an API server', () => {
    const pki = new Pki(new PemMemory(), () => now)

    const server = new X509Certificate(pki.server(['host.example', '192.168.0.9']).certificate)

    const ca = new X509Certificate(pki.ca().certificate)
    assert.ok(ca.ca)
    assert.ok(server.checkIssued(ca))
    assert.ok(server.verify(createPublicKey(pki.ca().certificate)))
    assert.equal(server.checkHost('kubernetes.default.svc'), 'kubernetes.default.svc')
    assert.equal(server.checkHost('host.example'), 'host.example')
    for (const address of ['127.0.0.1', '::1', '10.96.0.1', '192.168.0.9']) assert.ok(server.checkIP(address), address)
    assert.equal(server.checkHost('elsewhere.example'), undefined)
  })

  it('names the administrator as Kubernetes reads it', () => {
    const pki = new Pki(new PemMemory(), () => now)

    const admin = new X509Certificate(pki.admin().certificate)

    assert.equal(admin.subject, 'O=system:masters\nCN=kubernetes-admin')
    assert.deepEqual(admin.keyUsage, ['1.3.6.1.5.5.7.3.2'])
  })

  it('writes keys as Kubernetes does, by whose first line Java programs know them', () => {
    const {key} = new Pki(new PemMemory(), () => now).admin()

    assert.match(key, /^-----BEGIN EC PRIVATE KEY-----\n/)
  })

  it('keeps private files and answers the same ones again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kctl-pki-'))
    try {
      const first = new Pki(new PemFolder(join(folder, 'pki')), () => now)
      const made = {ca: first.ca(), admin: first.admin(), sa: first.serviceAccountKeys()}

      const second = new Pki(new PemFolder(join(folder, 'pki')), () => now)

      assert.deepEqual({ca: second.ca(), admin: second.admin(), sa: second.serviceAccountKeys()}, made)
      assert.equal(statSync(join(folder, 'pki')).mode & 0o777, 0o700)
      assert.equal(statSync(join(folder, 'pki/sa.key')).mode & 0o777, 0o600)
    } finally {
      rmSync(folder, {recursive: true})
    }
  })

  it('renews a certificate before it expires, under the same authority', () => {
    let time = now
    const pki = new Pki(new PemMemory(), () => time)
    const before = pki.admin()

    time += 340 * 24 * 3600 * 1000
    const after = pki.admin()

    assert.notEqual(after.certificate, before.certificate)
    assert.equal(after.key, before.key)
    assert.ok(new X509Certificate(after.certificate).checkIssued(new X509Certificate(pki.ca().certificate)))
  })
})
