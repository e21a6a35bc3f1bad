import assert from 'node:assert/strict'
import {Pki} from '../../../../../src/cluster/pki/index.ts'
import {PemMemory} from '../../../../../src/cluster/pki/pem-store.ts'
import {simulatedPods} from '../../../../support/simulated-pods.ts'

/** A debugger on a node, beside a pod that runs and one that has ended. */
async function node() {
  const pods = simulatedPods()
  const {containers} = await pods.start([
    {name: 'debugger', command: ['sleep', 'inf'], mounts: [{hostPath: '/', containerPath: '/host', readOnly: false}]},
  ])
  const web = await pods.start([{name: 'web', command: ['sh', '-c', 'echo one; echo two; sleep inf']}], {
    name: 'web',
    uid: 'w',
  })
  const job = await pods.start([{name: 'job', command: ['true'], attempt: 1}], {
    name: 'job',
    uid: 'j',
    namespace: 'jobs',
  })
  return {
    ...pods,
    web: web.containers[0]!,
    job: job.containers[0]!,
    say: async (script: string) => {
      const {stdout, stderr, exitCode} = await pods.runtime.execSync(containers[0]!, ['sh', '-c', script], 5)
      return {output: stdout + stderr, exitCode}
    },
  }
}

describe("a node's own tools", () => {
  const words = (text: string) => text.split('\n').map(line => line.split(/ {2,}/))

  it('are there under the root of the node, and only there', async () => {
    const {say} = await node()

    const inside = await say('chroot /host which crictl; chroot /host sh -c "pwd; cat /etc/hostname || ls /"')
    const outside = await say('crictl ps')

    assert.match(inside.output, /^\/usr\/bin\/crictl\n\/\n/)
    assert.match(outside.output, /crictl: (command )?not found/)
  })

  it('list the containers of the node that run, or all of them', async () => {
    const {say, web, job} = await node()

    const running = await say('chroot /host crictl ps')
    const ended = await say('chroot /host crictl ps -a --state exited')
    const ids = await say('chroot /host crictl ps -aq --name "^(web|job)$"')

    assert.deepEqual(
      words(running.output).map(row => [row[3], row[4], row[7], row[8]]),
      [
        ['STATE', 'NAME', 'POD', 'NAMESPACE'],
        ['Running', 'debugger', 'pod', 'default'],
        ['Running', 'web', 'web', 'default'],
        [undefined, undefined, undefined, undefined],
      ],
    )
    assert.deepEqual(words(ended.output)[1]?.slice(3, 6), ['Exited', 'job', '1'])
    assert.equal(ids.output, `${web}\n${job}\n`)
  })

  it('know pods, images, and what a container has put out', async () => {
    const {say, web} = await node()

    const pods = await say('chroot /host crictl pods --namespace jobs')
    const images = await say('chroot /host crictl images')
    const logs = await say(`chroot /host crictl logs --tail 1 ${web.slice(0, 13)}`)
    const inspected = await say(`chroot /host crictl inspect ${web}`)

    assert.deepEqual(words(pods.output)[1]?.slice(2, 5), ['Ready', 'job', 'jobs'])
    assert.match(images.output, /^IMAGE .*TAG .*IMAGE ID .*SIZE\n/)
    assert.equal(logs.output, 'two\n')
    assert.equal((JSON.parse(inspected.output) as {status: {state: string}}).status.state, 'CONTAINER_RUNNING')
  })

  it('stop a container, and run a command in one', async () => {
    const {say, web, runtime} = await node()

    const found = await say(`chroot /host crictl exec -it ${web} echo -n hello`)
    const refused = await say(`chroot /host crictl rm ${web}`)
    const stopped = await say(`chroot /host crictl stop ${web}`)

    assert.equal(found.output, 'hello')
    assert.match(refused.output, /is running, please stop it first/)
    assert.equal(stopped.output, `${web}\n`)
    assert.equal((await runtime.containerStatus(web)).state, 'Exited')
  })

  it('read certificates', async () => {
    const now = Date.now()
    const pki = new Pki(new PemMemory(), () => now)
    const {certificate} = pki.issued('x', {
      subject: {commonName: 'kube-apiserver', organizations: ['masters']},
      usages: ['server'],
      names: ['localhost', '10.96.0.1'],
    })
    const {say} = await node()

    const {output} = await say(`printf '${certificate.replaceAll('\n', '\\n')}' > /host/tmp/c.crt
      chroot /host openssl x509 -in /tmp/c.crt -noout -subject -issuer -enddate
      chroot /host openssl x509 -in /tmp/c.crt -noout -text | grep -A1 'Alternative\\|Extended'
      chroot /host openssl x509 -noout -in /tmp/none`)

    const [subject, issuer, end, ...rest] = output.split('\n')
    assert.equal(subject, 'subject=O = masters, CN = kube-apiserver')
    assert.equal(issuer, 'issuer=CN = kubernetes')
    assert.equal(Date.parse(end!.replace('notAfter=', '')), Math.floor(now / 1000) * 1000 + 365 * 24 * 3600 * 1000)
    assert.match(rest.join('\n'), /TLS Web Server Authentication/)
    assert.match(rest.join('\n'), /DNS:localhost, IP Address:10\.96\.0\.1/)
    assert.match(rest.join('\n'), /Could not open file or uri for loading certificate from \/tmp\/none: No such file/)
  })

  const wrong: [script: string, expected: RegExp][] = [
    ['chroot /host crictl logs nope', /find container "nope": not found/],
    ['chroot /host crictl inspect', /ID cannot be empty/],
    ['chroot /nowhere ls', /can't change root directory to '\/nowhere': No such file or directory/],
    ['chroot', /missing operand/],
  ]
  for (const [script, expected] of wrong)
    it(`refuse ${script}`, async () => {
      const {output, exitCode} = await (await node()).say(script)

      assert.match(output, expected)
      assert.notEqual(exitCode, 0)
    })
})
