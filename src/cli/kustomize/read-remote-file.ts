import {STATUS_CODES} from 'node:http'
import {repositorySpec} from './repository-spec.ts'

/** A server that has answered, and without the file. */
export class HttpError extends Error {}

/** What a URL holds that a kustomization names as a file; throws kustomize's words for why not. */
export async function readRemoteFile(url: string): Promise<Buffer> {
  const {fetchUrl} = await import('../manifests/read-url.ts')
  const {status, text} = await fetchUrl(url)
  if (status === 200) return Buffer.from(text)
  if (repositorySpec(url)) throw new Error('URL is a git repository')
  throw new HttpError(`HTTP Error: status code ${status} (${STATUS_CODES[status] ?? ''})`)
}
