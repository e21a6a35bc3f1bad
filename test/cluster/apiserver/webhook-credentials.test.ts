import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {webhookCredentials} from '../../../src/cluster/apiserver/admission/webhooks/webhook-credentials.ts'

const user = (name: string) => ({name, user: {token: `token of ${name}`}})
const config = (users: string[], current?: string) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [],
  users: users.map(user),
  contexts: current ? [{name: 'c', context: {user: current, cluster: ''}}] : [],
  'current-context': current ? 'c' : '',
})

const cases: {name: string; users: string[]; current?: string; url: string; expected?: string}[] = [
  {name: 'the host and port', users: ['a.b.svc', 'a.b.svc:443'], url: 'https://a.b.svc/x', expected: 'a.b.svc:443'},
  {name: 'the host', users: ['a.b.svc', '*'], url: 'https://a.b.svc/x', expected: 'a.b.svc'},
  {name: 'only with its port where it is another', users: ['a.b.svc', '*'], url: 'https://a.b.svc:8443', expected: '*'},
  {name: 'a part of the host', users: ['*.svc', '*.b.svc'], url: 'https://a.b.svc', expected: '*.b.svc'},
  {name: 'anything', users: ['*', 'other'], url: 'https://a.b.svc', expected: '*'},
  {
    name: 'the current context where no name fits',
    users: ['one', 'two'],
    current: 'two',
    url: 'https://h',
    expected: 'two',
  },
  {name: 'nobody', users: ['one'], url: 'https://h'},
]

describe("an AdmissionConfiguration's kubeconfig for webhooks", () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-webhooks-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  for (const {name, users, current, url, expected} of cases)
    it(`has who the server is by ${name}`, async () => {
      const file = join(folder, 'kubeconfig')
      writeFileSync(file, JSON.stringify(config(users, current)))
      const at = new URL(url)
      const target = {url: at, shown: url, host: at.hostname, port: Number(at.port || 443), serverName: at.hostname}

      const {headers} = await webhookCredentials(file, () => 0)(target)

      assert.deepEqual(headers, expected && {authorization: `Bearer token of ${expected}`})
    })

  it('must be there', () => {
    assert.throws(() => webhookCredentials(join(folder, 'none'), () => 0), /no such file or directory/)
  })
})
