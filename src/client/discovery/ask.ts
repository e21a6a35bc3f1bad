import {StatusError} from '../../api/status-error.ts'
import type {Client} from '../client.ts'
import type {ApiRequest, ApiResponse} from '../transport.ts'

/** Asks what the server is and serves. Whoever is not known to it is told so in the client's words, not the server's. */
export async function ask(client: Client, url: string, headers?: ApiRequest['headers']): Promise<ApiResponse['body']> {
  const request: ApiRequest = {method: 'GET', url, ...(headers && {headers})}
  const {body} = await client.send(request).catch(error => {
    throw error instanceof StatusError && error.reason === 'Unauthorized' ? new StatusError(unknownClient) : error
  })
  return body
}

const unknownClient = {
  code: 401,
  reason: 'Unauthorized',
  message: 'the server has asked for the client to provide credentials',
}
