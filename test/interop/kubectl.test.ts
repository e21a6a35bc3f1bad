import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {existsSync, realpathSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {delimiter, dirname, join} from 'node:path'
import {ended, type KctlHome, makeKctlHome, runProcess} from '../support/kctl-process.ts'

const versions = ['1.27', '1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34']

describe('stock kubectl', function () {
  this.timeout(180_000)
  let home: KctlHome
  let kubeconfig: string
  before(async () => {
    home = makeKctlHome()
    const started = await home.kctl('cluster', 'start', '--port', '0')
    assert.equal(started.code, 0, started.stderr)
    kubeconfig = join(home.path, 'kubeconfig')
    writeFileSync(kubeconfig, (await home.kctl('cluster', 'kubeconfig')).stdout)
  })
  after(() => home.remove())

  for (const version of versions)
    it(`${version} leads a Deployment through its life`, async function () {
      const binary = kubectlOf(version)
      if (!binary) return this.skip()
      const name = `web-${version.replace('.', '-')}`
      const run = async (...argv: string[]) => {
        const {code, stdout, stderr} = await runProcess(binary, ['--kubeconfig', kubeconfig, ...argv])
        assert.equal(code, 0, `${argv.join(' ')}: ${stderr}`)
        return stdout
      }

      assert.equal(await run('create', 'deployment', name, '--image=nginx:1.27'), `deployment.apps/${name} created\n`)
      assert.match(await run('rollout', 'status', `deployment/${name}`, '--timeout=60s'), /successfully rolled out/)
      assert.equal(await run('scale', `deployment/${name}`, '--replicas=3'), `deployment.apps/${name} scaled\n`)
      await run('rollout', 'status', `deployment/${name}`, '--timeout=60s')
      assert.match(await run('set', 'image', `deployment/${name}`, 'nginx=nginx:1.28'), /image updated/)
      await run('rollout', 'status', `deployment/${name}`, '--timeout=60s')
      assert.match(await run('rollout', 'undo', `deployment/${name}`), /rolled back/)
      await run('rollout', 'status', `deployment/${name}`, '--timeout=60s')
      const image = '-o=jsonpath={.spec.template.spec.containers[0].image}'
      assert.equal(await run('get', 'deployment', name, image), 'nginx:1.27')
      assert.equal(await run('expose', `deployment/${name}`, '--port=80'), `service/${name} exposed\n`)
      assert.equal(await run('exec', `deployment/${name}`, '--', 'echo', 'hello'), 'hello\n')
      assert.match(await run('logs', `deployment/${name}`, '--tail=20'), /./)
      assert.match(await throughPortForward(binary, ['--kubeconfig', kubeconfig], `deployment/${name}`), /nginx/i)
      await run('delete', `deployment/${name}`, `service/${name}`)
      await run('wait', '--for=delete', 'pod', '-l', `app=${name}`, '--timeout=60s')
    })

  it('shows the cluster as it shows any', async function () {
    const binary = [...versions].reverse().map(kubectlOf).find(Boolean)
    if (!binary) return this.skip()
    const tour: {argv: string[]; expected: RegExp}[] = [
      {argv: ['get', 'componentstatuses'], expected: /scheduler +Healthy/},
      {argv: ['cluster-info'], expected: /Kubernetes control plane.* is running at/},
      {argv: ['get', 'nodes', '-o', 'wide'], expected: /worker-1 +Ready .*v1\.34\.3/},
      {argv: ['api-resources'], expected: /deployments +deploy +apps\/v1 +true +Deployment/},
    ]
    for (const {argv, expected} of tour) {
      const {stdout, stderr} = await runProcess(binary, ['--kubeconfig', kubeconfig, ...argv])
      assert.match(stdout, expected, `${argv.join(' ')}: ${stdout}${stderr}`)
    }
  })

  it('makes tokens with which curl may do what their role may', async function () {
    const binary = [...versions].reverse().map(kubectlOf).find(Boolean)
    if (!binary) return this.skip()
    const run = (...argv: string[]) => runProcess(binary, ['--kubeconfig', kubeconfig, ...argv])
    await run('create', 'serviceaccount', 'reader')
    await run('create', 'rolebinding', 'reader', '--clusterrole=view', '--serviceaccount=default:reader')
    const token = (await run('create', 'token', 'reader')).stdout.trim()
    const ask = (resource: string) =>
      runProcess('curl', [
        '-sk',
        '-H',
        `Authorization: Bearer ${token}`,
        `${home.daemon()!.server}/api/v1/namespaces/default/${resource}`,
      ])

    assert.equal(JSON.parse((await ask('pods')).stdout).kind, 'PodList')
    assert.equal(JSON.parse((await ask('secrets')).stdout).code, 403)
  })
})

/** The binary of that minor version: beside the machine's kubectl, or where the reference cluster's binaries are. */
function kubectlOf(version: string): string | undefined {
  const reference = join(homedir(), '.cache', 'kctl-reference', 'bin', 'kubectl')
  if (version === '1.34') return existsSync(reference) ? reference : undefined
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'kubectl'))
    .filter(existsSync)
    .map(file => join(dirname(realpathSync(file)), `kubectl.${version}`))
    .find(existsSync)
}

async function throughPortForward(binary: string, options: string[], target: string): Promise<string> {
  const child = spawn(binary, [...options, 'port-forward', target, ':80'])
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        const found = /127\.0\.0\.1:(\d+)/.exec(text)?.[1]
        if (found) resolve(found)
      })
      child.once('close', code => reject(new Error(`port-forward ended with ${code}`)))
    })
    return await (await fetch(`http://127.0.0.1:${port}/`)).text()
  } finally {
    child.kill()
    await ended(child)
  }
}
