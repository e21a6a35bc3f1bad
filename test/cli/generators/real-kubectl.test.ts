import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import {join} from 'node:path'
import type {CliContext} from '../../../src/cli/cli-context.ts'
import {main} from '../../../src/cli/main.ts'
import {commandTable} from '../../../src/commands/index.ts'
import {lines} from './lines.ts'

const kubectl = process.env['REAL_KUBECTL'] ?? join(homedir(), '.cache/kctl-reference/bin/kubectl')

interface Outcome {
  code: number
  stdout: string
  stderr: string
}

describe('lines that need no server', () => {
  let folder: string

  before(function () {
    if (!existsSync(kubectl)) return this.skip()
    folder = mkdtempSync(join(tmpdir(), 'kctl-generators-'))
    writeFileSync(join(folder, 'data.txt'), 'line one\nline two\n')
    writeFileSync(join(folder, 'binary.bin'), Buffer.from([0, 255, 254, 1]))
    writeFileSync(join(folder, 'vars.env'), '# comment\nA=1\n  B=two words\n\nHOME_X\n')
    writeFileSync(join(folder, 'bad.env'), '1A=1\n')
    mkdirSync(join(folder, 'conf'))
    writeFileSync(join(folder, 'conf', 'b.conf'), 'b\n')
    writeFileSync(join(folder, 'conf', 'a.conf'), 'a')
    writeFileSync(join(folder, 'deploy.yaml'), deployment)
    writeFileSync(join(folder, 'service.yaml'), service)
    writeFileSync(join(folder, 'binding.yaml'), binding)
    writeFileSync(join(folder, 'kubeconfig'), '')
  })

  after(() => folder && rmSync(folder, {recursive: true}))

  for (const line of lines)
    it(`kubectl ${line.join(' ')}`, async () => {
      const [expected, actual] = await Promise.all([real(line, folder), ours(line, folder)])
      assert.deepEqual(actual, expected)
    })
})

function real(argv: readonly string[], cwd: string): Promise<Outcome> {
  const env = {HOME: cwd, PATH: '/usr/bin:/bin', KUBECONFIG: join(cwd, 'kubeconfig')}
  return new Promise(resolve =>
    execFile(kubectl, argv, {cwd, env}, (error, stdout, stderr) =>
      resolve({code: error ? Number(error.code) : 0, stdout, stderr}),
    ),
  )
}

async function ours(argv: readonly string[], cwd: string): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  const context: CliContext = {
    program: 'kubectl',
    env: {HOME: cwd},
    cwd,
    stdin: (async function* () {})(),
    stdout: {write: chunk => out.push(String(chunk))},
    stderr: {write: chunk => err.push(String(chunk))},
    connect: () => Promise.reject(new Error('no server is needed for this')),
    now: () => 0,
  }
  const code = await main(argv, context, commandTable)
  return {code, stdout: out.join(''), stderr: err.join('')}
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers: [{name: init, image: busybox}]
      containers:
      - {name: a, image: nginx, ports: [{containerPort: 80}], env: [{name: X, value: "1"}, {name: "Y", valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}
      - {name: b, image: redis, resources: {limits: {cpu: 1}}}
`
const service = `apiVersion: v1
kind: Service
metadata: {name: front}
spec: {selector: {app: web}, ports: [{port: 80}]}
`
const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: bind}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: jane}]
`
