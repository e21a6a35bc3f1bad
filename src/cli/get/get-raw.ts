import {rawRequest} from '../raw-request.ts'
import type {GetInvocation} from './get.ts'

/** Prints what the server answers for a path, byte for byte. */
export const getRaw = (invocation: GetInvocation): Promise<void> =>
  rawRequest(invocation, {method: 'GET', url: invocation.flags.raw})
