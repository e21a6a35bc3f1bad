import assert from 'node:assert/strict'
import {whyNotRun} from '../../../../../../src/cluster/containers/simulated/programs/control-plane/why-not-run.ts'
import type {ProgramHost} from '../../../../../../src/cluster/containers/simulated/programs/program.ts'

const there = new Set(['/pki/ca.crt', '/pki/apiserver.crt', '/pki/apiserver.key', '/pki/sa.pub', '/pki/sa.key'])

/** A kubeconfig, by the server that it names. */
const kubeconfigs: Record<string, string> = {
  '/usual.conf': 'https://172.18.0.2:6443',
  '/plain.conf': '172.18.0.2:6443',
  '/mistyped.conf': 'https//172.18.0.2:6443',
}
const kubeconfig = (server: string): string =>
  `{clusters: [{name: a, cluster: {server: "${server}"}}], contexts: [{name: a, context: {cluster: a}}], current-context: a}`

const files = {
  exists: async (path: string) => there.has(path) || Object.hasOwn(kubeconfigs, path),
  stat: async () => ({isDirectory: false}),
  readFile: async (path: string) => kubeconfig(kubeconfigs[path]!),
}

const apiServer = {
  'etcd-servers': 'https://127.0.0.1:2379',
  'client-ca-file': '/pki/ca.crt',
  'tls-cert-file': '/pki/apiserver.crt',
  'tls-private-key-file': '/pki/apiserver.key',
  'service-account-key-file': '/pki/sa.pub',
  'service-account-signing-key-file': '/pki/sa.key',
  'service-cluster-ip-range': '10.96.0.0/16',
  'authorization-mode': 'Node,RBAC',
}

const at = 'E1129 17:00:00.000000       1 run.go:72] "command failed" err='

const cases: {name: string; program?: string; flags?: Record<string, string>; stderr?: string; exitCode?: number}[] = [
  {name: 'nothing'},
  {name: 'an unknown flag', flags: {'client-ca': 'x'}, stderr: 'Error: unknown flag: --client-ca\n'},
  {
    name: 'a value that is no number',
    flags: {'secure-port': 'abc'},
    stderr: 'Error: invalid argument "abc" for "--secure-port" flag: strconv.ParseInt: parsing "abc": invalid syntax\n',
  },
  {
    name: 'a missing certificate',
    flags: {'tls-cert-file': '/none.crt'},
    stderr: `${at}"open /none.crt: no such file or directory"\n`,
  },
  {
    name: 'a missing signing key',
    flags: {'service-account-signing-key-file': '/none'},
    stderr: `${at}"failed to parse service-account-issuer-key-file: open /none: no such file or directory"\n`,
  },
  {
    name: "a missing certificate of the store's",
    flags: {'etcd-cafile': '/none'},
    stderr:
      'F1129 17:00:00.000000       1 instance.go:232] Error creating leases: error creating storage factory: open /none: no such file or directory\n',
  },
  {
    name: 'an unknown authorizer',
    flags: {'authorization-mode': 'Node,RBCA'},
    stderr: `${at}"authorization-mode \\"RBCA\\" is not a valid mode"\n`,
  },
  {
    name: 'a network that is none',
    flags: {'service-cluster-ip-range': '10.96.0.0'},
    stderr: `${at}"service-cluster-ip-range[0] is not a valid cidr"\n`,
  },
  {name: 'a kubeconfig', program: 'kube-scheduler', flags: {kubeconfig: '/usual.conf'}},
  {name: 'a server without a scheme', program: 'kube-scheduler', flags: {kubeconfig: '/plain.conf'}},
  {
    name: 'a server that is none',
    program: 'kube-scheduler',
    flags: {kubeconfig: '/mistyped.conf'},
    stderr: `${at}"host must be a URL or a host:port pair: \\"https//172.18.0.2:6443\\""\n`,
  },
  {
    name: "an unknown flag of etcd's",
    program: 'etcd',
    flags: {'data-dirs': '/x'},
    stderr: 'flag provided but not defined: -data-dirs\nUsage:\n\n  etcd [flags]\n    Start an etcd server.\n',
    exitCode: 2,
  },
  {
    name: "a missing key of etcd's",
    program: 'etcd',
    flags: {'key-file': '/none'},
    stderr:
      '{"level":"fatal","ts":"2026-11-29T17:00:00.000000Z","caller":"etcdmain/etcd.go:198","msg":"listener failed","error":"open /none: no such file or directory"}\n',
  },
]

describe('a program of the control plane', () => {
  for (const {name, program = 'kube-apiserver', flags = {}, stderr, exitCode} of cases)
    it(`${stderr === undefined ? 'runs, for' : 'ends, for'} ${name} is wrong`, async () => {
      const all = program === 'kube-apiserver' ? {...apiServer, ...flags} : flags
      const host = {
        argv: [program, ...Object.entries(all).map(([flag, value]) => `--${flag}=${value}`)],
        now: () => Date.UTC(2026, 10, 29, 17),
        files: async () => files,
      }

      const failure = await whyNotRun(program, host as unknown as ProgramHost)

      assert.equal(failure?.stderr, stderr)
      assert.equal(failure?.exitCode, exitCode)
    })
})
