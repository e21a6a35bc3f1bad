import {stringifyJson} from '../../api/json/index.ts'
import {bool, string, stringSlice} from '../flags/flag.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {secretData, secretOf, secretTarget} from './secret.ts'

const key = '.dockerconfigjson'
const flags = {
  'append-hash': bool({usage: 'Append a hash of the content to the name.'}),
  'docker-email': string({usage: 'Address for the registry.'}),
  'docker-password': string({usage: 'Password for the registry.'}),
  'docker-server': string({default: 'https://index.docker.io/v1/', usage: 'Where the registry is.'}),
  'docker-username': string({usage: 'User of the registry.'}),
  'from-file': stringSlice({usage: `A file of Docker's configuration; its key should be ${key}.`}),
}

/** Credentials of a registry, as pods' imagePullSecrets take them. */
export const dockerRegistrySecret: Generator<typeof flags> = {
  flags,
  target: secretTarget,
  failure: 'secret ',
  generate({name, flags: given, invocation: {context}}) {
    requireName(name)
    const files = given['from-file'].map(source => (source.includes('=') ? source : `${key}=${source}`))
    const {'docker-username': username, 'docker-password': password, 'docker-server': server} = given
    if (files.length === 0 && (!username || !password || !server))
      throw new Error(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      )
    const data =
      files.length > 0
        ? secretData({literals: [], files, envFiles: [], cwd: context.cwd, env: context.env, noun: 'secret'})
        : {[key]: base64(dockerConfig({username, password, server, email: given['docker-email']}))}
    return secretOf({name, type: 'kubernetes.io/dockerconfigjson', data, appendHash: given['append-hash']})
  },
}

function dockerConfig({
  username,
  password,
  email,
  server,
}: Record<'username' | 'password' | 'email' | 'server', string>) {
  const auth = base64(`${username}:${password}`)
  return stringifyJson({auths: {[server]: {username, password, ...(email && {email}), auth}}}, {sort: false})
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
