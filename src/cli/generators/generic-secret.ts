import {bool, string, stringArray, stringSlice} from '../flags/flag.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {secretData, secretOf, secretTarget} from './secret.ts'

const flags = {
  'append-hash': bool({usage: 'Append a hash of the content to the name.'}),
  'from-env-file': stringSlice({usage: 'Files of KEY=VALUE lines, a key each.'}),
  'from-file': stringSlice({
    usage: 'Files, each a key of its own name or the one before =; folders give all their files.',
  }),
  'from-literal': stringArray({usage: 'A key and its value, such as mykey=somevalue.'}),
  type: string({usage: 'The type of the secret.'}),
}

/** A secret of literals, files, or env files. */
export const genericSecret: Generator<typeof flags> = {
  flags,
  target: secretTarget,
  failure: 'secret ',
  generate({name, flags: given, invocation: {context}}) {
    requireName(name)
    const {'from-literal': literals, 'from-file': files, 'from-env-file': envFiles, type} = given
    if (envFiles.length > 0 && (files.length > 0 || literals.length > 0))
      throw new Error('from-env-file cannot be combined with from-file or from-literal')
    const data = secretData({literals, files, envFiles, cwd: context.cwd, env: context.env, noun: 'secret'})
    return secretOf({name, type, data, appendHash: given['append-hash']})
  },
}
