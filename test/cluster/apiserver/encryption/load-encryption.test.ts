import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {loadEncryption} from '../../../../src/cluster/apiserver/encryption/index.ts'
import {stillTime} from '../../../support/still-time.ts'

const head = 'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\n'
const good = Buffer.alloc(32).toString('base64')
const rule = (resources: string, provider: string) =>
  `${head}resources: [{resources: ${resources}, providers: [${provider}]}]`
const short = `{aescbc: {keys: [{name: a, secret: ${Buffer.alloc(5).toString('base64')}}]}}`

describe('An EncryptionConfiguration file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-encryption-'))
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  const refused: {name: string; text: string; expected: string | RegExp}[] = [
    {name: 'is empty', text: '', expected: /^encryption provider configuration file ".*" is empty$/},
    {
      name: 'is of another kind',
      text: 'apiVersion: v1\nkind: Pod',
      expected: /no kind "Pod" is registered for version "v1"/,
    },
    {
      name: 'has a field that there is not',
      text: `${head}resources: [{resource: [secrets]}]`,
      expected: /strict decoding error: unknown field "resources\[0\]\.resource"$/,
    },
    {
      name: 'names no resources',
      text: head,
      expected: 'error while parsing file: resources: Required value: at least one resources is required',
    },
    {
      name: 'has a key of the wrong length',
      text: rule('[secrets]', short),
      expected:
        'error while parsing file: resources[0].providers[0].aescbc.keys[0].secret: Invalid value: "REDACTED": secret is not of the expected length, got 5, expected one of [16 24 32]',
    },
    {
      name: 'has a key that is not base64',
      text: rule('[secrets]', '{secretbox: {keys: [{name: a, secret: "*"}]}}'),
      expected:
        'error while parsing file: resources[0].providers[0].secretbox.keys[0].secret: Invalid value: "REDACTED": secrets must be base64 encoded',
    },
    {
      name: 'wants * alone',
      text: rule("['*']", 'identity: {}'),
      expected:
        'error while parsing file: resources[0].resources[0]: Invalid value: "*": use \'*.\' to encrypt all the resources from core API group or *.* to encrypt all resources',
    },
    {
      name: 'has a rule that an earlier one hides',
      text: `${head}resources: [{resources: ['*.*'], providers: [{identity: {}}]}, {resources: [secrets], providers: [{identity: {}}]}]`,
      expected: 'error while building transformers: resource "secrets" is masked by earlier rule "*.*"',
    },
  ]
  for (const {name, text, expected} of refused) {
    it(`is refused when it ${name}`, () => {
      const file = join(folder, 'config.yaml')
      writeFileSync(file, text)

      assert.throws(
        () => loadEncryption(file, stillTime),
        typeof expected === 'string' ? new Error(expected) : {message: expected},
      )
    })
  }

  it('is refused when it is not there', () => {
    assert.throws(() => loadEncryption('/no/such/file', stillTime), /open \/no\/such\/file: no such file or directory$/)
  })

  it('is taken as JSON too', () => {
    const file = join(folder, 'config.json')
    const providers = [{aesgcm: {keys: [{name: 'a', secret: good}]}}]
    writeFileSync(
      file,
      JSON.stringify({
        apiVersion: 'apiserver.config.k8s.io/v1',
        kind: 'EncryptionConfiguration',
        resources: [{resources: ['secrets'], providers}],
      }),
    )

    const value = loadEncryption(file, stillTime).for({group: '', resource: 'secrets'}).toStorage(Buffer.from('x'), 'k')

    assert.ok(Buffer.from(value).toString('latin1').startsWith('k8s:enc:aesgcm:v1:a:'))
  })
})
