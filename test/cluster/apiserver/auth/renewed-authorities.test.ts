import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {connect, type PeerCertificate, type TLSSocket} from 'node:tls'
import {
  ClientCertificateAuthenticator,
  ClientCertificates,
} from '../../../../src/cluster/apiserver/auth/authentication/client-certificate.ts'
import {listenHttps} from '../../../../src/cluster/apiserver/transports/https.ts'
import {renewedCertificate} from '../../../../src/cluster/daemon/renewed-certificate.ts'
import {PemMemory, Pki} from '../../../../src/cluster/pki/index.ts'

const start = Date.UTC(2026, 0, 1)

describe('authorities and certificates that are renewed', () => {
  it('make clients known that were not, and others no longer', async () => {
    let now = start
    const [old, next] = [new Pki(new PemMemory(), () => now), new Pki(new PemMemory(), () => now)]
    let file = old.ca().certificate
    const authenticator = new ClientCertificateAuthenticator(
      new ClientCertificates(
        () => file,
        () => now,
      ),
      () => now,
    )
    const come = (pki: Pki, name: string) => {
      const certificate = new X509Certificate(pki.client({commonName: name}).certificate).raw
      return () =>
        authenticator.authenticate({method: 'GET', url: '/', certificate}).then(
          user => user?.name,
          () => 'nobody',
        )
    }
    const [anna, otto] = [come(old, 'anna'), come(next, 'otto')]
    const seen: unknown[] = [await anna(), await otto()]

    for (const text of [`${file}${next.ca().certificate}`, 'no certificate', next.ca().certificate]) {
      file = text
      now += 2000
      seen.push(await anna(), await otto())
    }

    assert.deepEqual(seen, ['anna', 'nobody', 'anna', 'otto', 'anna', 'otto', 'nobody', 'otto'])
  })

  it('are shown to those who connect later', async () => {
    let now = start
    const store = new PemMemory()
    const pki = new Pki(store, () => now)
    const {certificate, key} = pki.server()
    const handle = () => Promise.reject(new Error('nobody asks'))
    const renewed = renewedCertificate(pki, certificate, () => now)
    const server = await listenHttps({handle}, {host: '127.0.0.1', port: 0, certificate, key, renewed})

    const first = await shown(server.port)
    const other = new Pki(new PemMemory(), () => now).server()
    store.replace('apiserver.crt', other.certificate)
    now += 2000
    const halfWay = await shown(server.port)
    store.replace('apiserver.key', other.key)
    now += 2000
    const second = await shown(server.port)
    await server.stop()

    const serial = (pem: string) => new X509Certificate(pem).serialNumber
    assert.deepEqual([first, halfWay, second], [serial(certificate), serial(certificate), serial(other.certificate)])
  })
})

/** The serial number of the certificate that a server shows. */
const shown = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket: TLSSocket = connect(
      {host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['h2']},
      () => {
        const {serialNumber}: PeerCertificate = socket.getPeerCertificate()
        socket.destroy()
        resolve(serialNumber)
      },
    )
    socket.on('error', reject)
  })
