import type {JsonObject, KubeObject} from '../../api/object.ts'
import {duration, string, stringArray} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import type {Invocation} from '../invocation.ts'
import {printerFor} from '../printers/create-printer.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {nameOf} from './create-generated.ts'

const kinds = ['Node', 'Pod', 'Secret']

export const tokenFlags = {
  ...outputFlags,
  audience: stringArray({usage: 'Whom the token is for; may be given several times. The API server, unless set.'}),
  'bound-object-kind': string({usage: `Kind of the object that the token lives as long as: ${kinds.join(', ')}.`}),
  'bound-object-name': string({usage: 'Name of that object.'}),
  'bound-object-uid': string({usage: 'UID of that object; that of the one which exists, unless set.'}),
  duration: duration({usage: 'How long the token should be good for; the server decides, unless set.'}),
}

/** Asks for a token of a service account and prints it. */
export async function createToken(invocation: Invocation<typeof tokenFlags>): Promise<void> {
  const {context} = invocation
  const name = nameOf(invocation)
  const printer = await printerFor(invocation, {operation: 'created', keepOrder: true})
  check(invocation, name)
  const {client, namespace} = await invocation.connect()
  const path = {group: '', version: 'v1', resource: 'serviceaccounts', namespace, name, subresource: 'token'}
  const answer = await client.create<KubeObject>(path, request(invocation)).catch(error => {
    throw new Error(`failed to create token: ${error.message}`)
  })
  const token = (answer['status'] as JsonObject | undefined)?.['token']
  if (!token) throw new Error('failed to create token: no token in server response')
  if (invocation.changed('output')) return invocation.out(printer.print(asGoStruct(answer)))
  invocation.out(context.stdout.isTTY ? `${token}\n` : String(token))
}

function check({flags}: Invocation<typeof tokenFlags>, name: string): void {
  const {'bound-object-kind': kind, 'bound-object-name': bound, 'bound-object-uid': uid} = flags
  if (name === '') throw new Error('service account name is required')
  if (flags.duration < 0) throw new Error('--duration must be greater than or equal to 0')
  if (flags.duration % 1000 !== 0) throw new Error('--duration cannot be expressed in units less than seconds')
  if (flags.audience.includes('')) throw new Error('--audience must not be an empty string')
  if (!kind && bound) throw new Error('--bound-object-name can only be set if --bound-object-kind is provided')
  if (!kind && uid) throw new Error('--bound-object-uid can only be set if --bound-object-kind is provided')
  if (kind && !kinds.includes(kind)) throw new Error(`supported --bound-object-kind values are ${kinds.join(', ')}`)
  if (kind && !bound) throw new Error('--bound-object-name is required if --bound-object-kind is provided')
}

function request({flags}: Invocation<typeof tokenFlags>): KubeObject {
  const {'bound-object-kind': kind, 'bound-object-name': name, 'bound-object-uid': uid} = flags
  return asGoStruct({
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    metadata: {},
    spec: {
      audiences: flags.audience,
      ...(flags.duration > 0 && {expirationSeconds: flags.duration / 1000}),
      ...(kind && {boundObjectRef: {kind, apiVersion: 'v1', name, uid}}),
    },
  })
}
