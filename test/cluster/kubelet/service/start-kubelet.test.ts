import assert from 'node:assert/strict'
import type {NodeDisk} from '../../../../src/cluster/containers/node-disk.ts'
import {startKubelet} from '../../../../src/cluster/kubelet/service/start-kubelet.ts'

const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://172.18.0.2:6443'}}]
users: [{name: u, user: {client-certificate: /pki/current.pem}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
`
const configuration = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {x509: {clientCAFile: /ca.crt}}
staticPodPath: /manifests
`
const usual = {
  '/config.yaml': configuration,
  '/kubelet.conf': kubeconfig,
  '/ca.crt': '-----BEGIN CERTIFICATE-----\n',
  '/pki/current.pem': 'PEM',
}
const flags = ['--config=/config.yaml', '--kubeconfig=/kubelet.conf', '--bootstrap-kubeconfig=/boot.conf']

interface Given {
  files?: Record<string, string | undefined>
  flags?: string[]
  isRuntimeUp?: boolean
}

function start({files = {}, flags: more = [], isRuntimeUp = true}: Given) {
  const all: Record<string, string | undefined> = {...usual, ...files}
  const disk = {
    read: async (path: string) => all[path],
    typeOf: async (path: string) => (path === '/manifests' ? 'directory' : undefined),
  } as unknown as NodeDisk
  const process = {node: 'n', argv: ['/usr/bin/kubelet', ...flags, ...more], pid: 714, now: Date.UTC(2026, 10, 29, 17)}
  return startKubelet(process, {disk, isApiServer: url => url === 'https://172.18.0.2:6443', isRuntimeUp})
}

describe('a kubelet that comes up', () => {
  it('takes its settings from its configuration, and from flags what they say otherwise', async () => {
    const text = `${configuration}maxPods: 20\nkubeReserved: {cpu: 500m}\nevictionHard: {memory.available: 100Mi}\nclusterDNS: [10.0.0.1]\nnobodyKnows: 1\n`

    const {exitCode, settings} = await start({
      files: {'/config.yaml': text},
      flags: ['--max-pods', '30', '--anonymous-auth'],
    })

    assert.equal(exitCode, undefined)
    assert.deepEqual(settings, {
      staticPodPath: '/manifests',
      maxPods: 30,
      clusterDNS: ['10.0.0.1'],
      clusterDomain: '',
      reserved: [{cpu: '500m'}, {memory: '100Mi'}],
      isOpenToAnonymous: true,
      allowsAll: false,
    })
  })

  it('goes on without the folder of its static pods, and says so', async () => {
    const {exitCode, said} = await start({files: {'/config.yaml': configuration.replace('/manifests', '/manifest')}})

    assert.equal(exitCode, undefined)
    assert.match(said.join('\n'), /"Unable to read config path" err="path does not exist, ignoring" path="\/manifest"/)
  })

  it('goes on where nobody answers, and says so', async () => {
    const {exitCode, said, settings} = await start({files: {'/kubelet.conf': kubeconfig.replace('6443', '6553')}})

    assert.equal(exitCode, undefined)
    assert.equal(settings?.cutOff, 'dial tcp 172.18.0.2:6553: connect: connection refused')
    assert.match(said.join('\n'), /Post \\"https:\/\/172.18.0.2:6553\/api\/v1\/nodes\\": dial tcp 172.18.0.2:6553/)
  })

  /** What kubelet 1.34.3 says of the same. */
  const failures: {name: string; given: Given; err: string}[] = [
    {
      name: 'a flag that it does not know',
      given: {flags: ['--bogus']},
      err: '"failed to parse kubelet flag: unknown flag: --bogus"',
    },
    {
      name: 'a flag that is no number',
      given: {flags: ['--max-pods=abc']},
      err: String.raw`"failed to parse kubelet flag: invalid argument \"abc\" for \"--max-pods\" flag: strconv.ParseInt: parsing \"abc\": invalid syntax"`,
    },
    {name: 'a word', given: {flags: ['extra']}, err: '"unknown command extra"'},
    {
      name: 'no configuration',
      given: {files: {'/config.yaml': undefined}},
      err: String.raw`"failed to load kubelet config file, path: /config.yaml, error: failed to load Kubelet config file /config.yaml, error failed to read kubelet config file \"/config.yaml\", error: open /config.yaml: no such file or directory"`,
    },
    {
      name: 'an empty configuration',
      given: {files: {'/config.yaml': ''}},
      err: String.raw`"failed to load kubelet config file, path: /config.yaml, error: failed to load Kubelet config file /config.yaml, error kubelet config file \"/config.yaml\" was empty"`,
    },
    {
      name: 'a text for a number',
      given: {files: {'/config.yaml': `${configuration}maxPods: "abc"\n`}},
      err: '"failed to load kubelet config file, path: /config.yaml, error: failed to load Kubelet config file /config.yaml, error failed to decode: json: cannot unmarshal string into Go struct field KubeletConfiguration.maxPods of type int32"',
    },
    {
      name: 'a text for a list',
      given: {files: {'/config.yaml': `${configuration}clusterDNS: 10.96.0.10\n`}},
      err: '"failed to load kubelet config file, path: /config.yaml, error: failed to load Kubelet config file /config.yaml, error failed to decode: json: cannot unmarshal string into Go struct field KubeletConfiguration.clusterDNS of type []string"',
    },
    {
      name: 'a number for a threshold',
      given: {files: {'/config.yaml': `${configuration}evictionHard: {memory.available: 100}\n`}},
      err: '"failed to load kubelet config file, path: /config.yaml, error: failed to load Kubelet config file /config.yaml, error failed to decode: json: cannot unmarshal number into Go struct field KubeletConfiguration.evictionHard of type string"',
    },
    {
      name: 'YAML that is none',
      given: {
        files: {
          '/config.yaml': 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 5\n  x: [\n',
        },
      },
      err: '"failed to load kubelet config file, path: /config.yaml, error: failed to load Kubelet config file /config.yaml, error failed to decode: yaml: line 4: mapping values are not allowed in this context"',
    },
    {
      name: 'a version that nobody knows',
      given: {files: {'/config.yaml': configuration.replace('v1beta1', 'v1')}},
      err: String.raw`"failed to load kubelet config file, path: /config.yaml, error: failed to load Kubelet config file /config.yaml, error failed to decode: no kind \"KubeletConfiguration\" is registered for version \"kubelet.config.k8s.io/v1\" in scheme \"pkg/runtime/scheme.go:110\""`,
    },
    {
      name: 'values that cannot be',
      given: {files: {'/config.yaml': `${configuration}maxPods: -1\nhealthzPort: 99999\n`}},
      err: '"failed to validate kubelet configuration, error: [invalid configuration: healthzPort (--healthz-port) 99999 must be between 1 and 65535, inclusive, invalid configuration: maxPods (--max-pods) -1 must not be a negative number], path: &TypeMeta{Kind:,APIVersion:,}"',
    },
    {
      name: 'no authority to know clients by',
      given: {files: {'/ca.crt': undefined}},
      err: '"failed to construct kubelet dependencies: unable to load client CA file /ca.crt: open /ca.crt: no such file or directory"',
    },
    {
      name: 'no kubeconfig, and nothing to get one with',
      given: {files: {'/kubelet.conf': undefined}},
      err: '"failed to run Kubelet: unable to load bootstrap kubeconfig: stat /boot.conf: no such file or directory"',
    },
    {
      name: 'a kubeconfig whose certificate is not there',
      given: {files: {'/pki/current.pem': undefined}},
      err: '"failed to run Kubelet: unable to load bootstrap kubeconfig: stat /boot.conf: no such file or directory"',
    },
    {
      name: 'no container runtime',
      given: {isRuntimeUp: false},
      err: String.raw`"failed to run Kubelet: validate service connection: validate CRI v1 runtime API for endpoint \"unix:///run/containerd/containerd.sock\": rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused\""`,
    },
  ]
  for (const {name, given, err} of failures)
    it(`ends where it finds ${name}`, async () => {
      const {exitCode, said, settings} = await start(given)

      assert.equal(exitCode, 1)
      assert.equal(settings, undefined)
      assert.deepEqual(said, [`E1129 17:00:00.000000     714 run.go:72] "command failed" err=${err}`])
    })
})
