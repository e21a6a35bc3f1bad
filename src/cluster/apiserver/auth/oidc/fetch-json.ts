import {get} from 'node:https'
import {trusting} from '../../../../client/trusting.ts'

const patience = 30_000
const longest = 1 << 20

/** A JSON document over HTTPS, from a server of the given authorities (PEM; absent: those that the machine trusts). Rejects with what went wrong. */
export function fetchJson(url: string, authorities?: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = get(
      url,
      {timeout: patience, headers: {accept: 'application/json'}, ...(authorities && trusting(authorities))},
      response => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > longest) request.destroy(new Error('the answer is too long'))
          else chunks.push(chunk)
        })
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (response.statusCode !== 200)
            return reject(new Error(`${response.statusCode} ${response.statusMessage}: ${text}`))
          try {
            resolve(JSON.parse(text))
          } catch (error) {
            reject(error as Error)
          }
        })
      },
    )
    request.on('timeout', () => request.destroy(new Error(`no answer within ${patience / 1000} s`)))
    request.on('error', reject)
  })
}
