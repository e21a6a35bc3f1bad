import assert from 'node:assert/strict'
import {execInfo, readExecCredential} from '../../../src/client/kubeconfig/exec-credential.ts'

const v1 = 'client.authentication.k8s.io/v1'
const credential = (status: object | undefined, more: object = {}): string =>
  JSON.stringify({kind: 'ExecCredential', apiVersion: v1, ...(status && {status}), ...more})

const refused = [
  {name: 'no status', given: credential(undefined), expected: "exec plugin didn't return a status field"},
  {name: 'nothing in it', given: credential({}), expected: "exec plugin didn't return a token or cert/key pair"},
  {
    name: 'a certificate without its key',
    given: credential({clientCertificateData: 'x'}),
    expected: 'exec plugin returned only certificate or key, not both',
  },
  {
    name: 'a certificate that is none',
    given: credential({clientCertificateData: 'x', clientKeyData: 'y'}),
    expected: 'failed parsing client key/certificate: tls: failed to find any PEM data in certificate input',
  },
  {
    name: 'another version',
    given: credential({token: 't'}, {apiVersion: `${v1}beta1`}),
    expected: `exec plugin is configured to use API version ${v1}, plugin returned version ${v1}beta1`,
  },
  {
    name: 'another kind',
    given: credential({token: 't'}, {kind: 'Pod'}),
    expected: `decoding stdout: no kind "Pod" is registered for version "${v1}" in scheme "pkg/runtime/scheme.go:110"`,
  },
  {
    name: 'a word',
    given: 'token\n',
    expected:
      'decoding stdout: couldn\'t get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }',
  },
]

describe('what credential plugins say', () => {
  it('is a token', async () => {
    const user = await readExecCredential(credential({token: 't'}), v1)

    assert.deepEqual(user, {token: 't'})
  })

  for (const {name, given, expected} of refused)
    it(`is refused where it is ${name}`, async () => {
      await assert.rejects(readExecCredential(given, v1), {
        name: 'PluginError',
        message: `getting credentials: ${expected}`,
      })
    })

  it('answers to what they are told of the cluster', () => {
    const exec = {apiVersion: v1, command: 'x', provideClusterInfo: true}
    const cluster = {'insecure-skip-tls-verify': true, 'tls-server-name': 'n'}

    const told = execInfo(exec, {cluster, server: 'https://s', interactive: false})
    const untold = execInfo({...exec, provideClusterInfo: false}, {cluster, server: 'https://s', interactive: true})

    const about = '"server":"https://s","tls-server-name":"n","insecure-skip-tls-verify":true,"config":null'
    assert.equal(
      told,
      `{"kind":"ExecCredential","apiVersion":"${v1}","spec":{"cluster":{${about}},"interactive":false}}\n`,
    )
    assert.equal(untold, `{"kind":"ExecCredential","apiVersion":"${v1}","spec":{"interactive":true}}\n`)
  })
})
