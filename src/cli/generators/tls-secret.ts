import {resolve} from 'node:path'
import {readFileSync} from '../../client/machine/files.ts'
import {systemError} from '../errors/system-error.ts'
import {bool, string} from '../flags/flag.ts'
import {checkKeyPair} from './check-key-pair.ts'
import type {Generator} from './generator.ts'
import {secretOf, secretTarget} from './secret.ts'

const flags = {
  'append-hash': bool({usage: 'Append a hash of the content to the name.'}),
  cert: string({usage: 'File of the certificate, PEM.'}),
  key: string({usage: 'File of its private key.'}),
}

/** A certificate and its key. */
export const tlsSecret: Generator<typeof flags> = {
  flags,
  target: secretTarget,
  failure: 'secret ',
  generate({name, flags: {cert, key, 'append-hash': appendHash}, invocation: {context}}) {
    if (!key || !cert) throw new Error('key and cert must be specified')
    const certificate = read(cert, context.cwd)
    const privateKey = read(key, context.cwd)
    checkKeyPair(certificate, privateKey)
    const data = {'tls.crt': certificate.toString('base64'), 'tls.key': privateKey.toString('base64')}
    return secretOf({name, type: 'kubernetes.io/tls', data, appendHash})
  },
}

function read(path: string, cwd: string): Buffer {
  try {
    return readFileSync(resolve(cwd, path))
  } catch (error) {
    throw new Error(`Cannot read file ${path}, open ${path}: ${systemError(error)}`)
  }
}
