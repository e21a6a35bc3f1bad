import {writeFileSync} from 'node:fs'
import {createServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {PemMemory, Pki} from '../../../src/cluster/pki/index.ts'

export interface Review {
  spec: {
    resourceAttributes?: {verb: string}
    nonResourceAttributes?: {verb: string}
    user?: string
    group?: string[]
    token?: string
    containers?: {image: string}[]
  }
}

export interface ReviewServer {
  /** Every review that came, by the path that it came to. */
  received: {path: string; review: Review}[]
  /** Writes a file in kubeconfig's format that leads to a path of it. */
  kubeconfig(folder: string, name: string, path: string): string
  close(): Promise<void>
}

/** What a webhook says to a review; a number is a failure of that code. */
export type Judge = (review: Review) => object | number

/** A server that answers reviews over HTTPS, as authorization and token webhooks do. */
export async function startReviewServer(judges: Record<string, Judge>): Promise<ReviewServer> {
  const pki = new Pki(new PemMemory(), Date.now)
  const {certificate: cert, key} = pki.server()
  const received: ReviewServer['received'] = []
  const server = createServer({cert, key}, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const review = JSON.parse(Buffer.concat(chunks).toString()) as Review
      const path = request.url!.split('?')[0]!
      received.push({path, review})
      const answer = judges[path]?.(review) ?? 404
      if (typeof answer === 'number') return response.writeHead(answer).end('out of order\n')
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({...review, status: answer}))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    received,
    kubeconfig(folder, name, path) {
      const file = join(folder, `webhook-${name}${path.replaceAll('/', '-')}.yaml`)
      const authority = Buffer.from(pki.ca().certificate).toString('base64')
      writeFileSync(
        file,
        JSON.stringify({
          clusters: [{name: 'w', cluster: {server: url + path, 'certificate-authority-data': authority}}],
          users: [{name: 'server', user: {token: 'secret'}}],
          contexts: [{name: 'w', context: {cluster: 'w', user: 'server'}}],
          'current-context': 'w',
        }),
      )
      return file
    },
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
