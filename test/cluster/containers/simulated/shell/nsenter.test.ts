import assert from 'node:assert/strict'
import {simulatedPods} from '../../../../support/simulated-pods.ts'

const disk = {hostPath: '/', containerPath: '/rootfs', readOnly: true}
const sleeping = {command: ['sleep', 'infinity']}

/** A privileged pod with its node's disk, and what runs on the node itself. */
async function onNode() {
  const pods = simulatedPods({volumes: () => undefined})
  const exec = async (container: string, argv: string[]) => {
    const {stdout, stderr, exitCode} = await pods.runtime.execSync(container, argv, 5)
    return stdout + stderr + (exitCode ? `exit ${exitCode}\n` : '')
  }
  const {containers} = await pods.start([{...sleeping, privileged: true, mounts: [disk]}])
  const mount = '--mount=/rootfs/proc/1/ns/mnt'
  return {
    ...pods,
    exec,
    node: (script: string) => exec(containers[0]!, ['nsenter', mount, '--', 'sh', '-c', script]),
    privileged: containers[0]!,
  }
}

/** What a pod that mounts a folder of the node finds. */
async function inPod({start, exec}: Awaited<ReturnType<typeof onNode>>, hostPath: string, script: string) {
  const mounts = [{hostPath, containerPath: '/v', readOnly: false}]
  const {containers} = await start([{...sleeping, name: 'other', mounts}], {uid: 'other', name: 'other'})
  return exec(containers[0]!, ['sh', '-c', script])
}

describe('a command on the node', () => {
  it('writes to the disk that pods mount, where the container itself may only read', async () => {
    const node = await onNode()

    assert.equal(await node.node('mkdir -p /mnt/a && echo on the node > /mnt/a/f; cat /mnt/a/f'), 'on the node\n')

    assert.equal(await inPod(node, '/mnt/a', 'cat /v/f; echo in the pod >> /v/f'), 'on the node\n')
    assert.equal(await node.node('cat /mnt/a/f'), 'on the node\nin the pod\n')
    assert.match(await node.exec(node.privileged, ['touch', '/rootfs/mnt/a/f']), /Read-only file system/)
  })

  it('mounts memory of a size, for pods too, until it is taken back', async () => {
    const node = await onNode()

    assert.equal(await node.node('mkdir /m && echo below > /m/f && mount -t tmpfs -o size=1m name /m && ls /m'), '')

    assert.match(
      await inPod(node, '/m', 'echo x > /v/g; df -k /v; mountpoint /v'),
      /^tmpfs +1024 .* \/v\n\/v is a mountpoint\n$/m,
    )
    assert.match(await node.node('rm -r /m'), /exit 1/)
    assert.equal(
      await node.node('cat /m/g; umount /m; cat /m/f; umount /m'),
      "x\nbelow\numount: can't unmount /m: Invalid argument\nexit 1\n",
    )
  })

  it('mounts one folder at another', async () => {
    const {node} = await onNode()

    await node('mkdir /a /b && echo 1 > /a/f && mount --bind /a /b && echo 2 >> /b/f')

    assert.equal(
      await node('cat /a/f; umount /b && ls /b; rm -r /a /b; ls -d /a'),
      "1\n2\nls: cannot access '/a': No such file or directory\nexit 2\n",
    )
  })

  const cases = [
    {propagation: undefined, finds: false, isFound: false},
    {propagation: 'HostToContainer', finds: true, isFound: false},
    {propagation: 'Bidirectional', finds: true, isFound: true},
  ] as const
  for (const {propagation, finds, isFound} of cases)
    it(`mounts for a container that is there already as its volume says: ${propagation ?? 'None'}`, async () => {
      const {start, exec, node} = await onNode()
      const mount = {hostPath: '/m', containerPath: '/v', readOnly: false, ...(propagation && {propagation})}
      const {containers} = await start([{...sleeping, privileged: true, mounts: [mount]}], {
        uid: 'other',
        name: 'other',
      })
      const inside = (script: string) => exec(containers[0]!, ['sh', '-c', script])

      await inside('mkdir /v/own /v/node; mount -t tmpfs own /v/own; echo own > /v/own/f')
      await node('mount -t tmpfs node /m/node; echo node > /m/node/f')

      assert.equal((await inside('cat /v/node/f')).startsWith('node\n'), finds)
      assert.equal((await node('cat /m/own/f')).startsWith('own\n'), isFound)
      assert.equal(await inside('cat /v/own/f; umount /v/own; ls /v/own'), 'own\n')
      assert.equal(await node('umount /m/node; ls /m/node /m/own'), '/m/node:\n\n/m/own:\n')
    })

  it('is refused to who may not do everything', async () => {
    const {start, exec} = await onNode()
    const {containers} = await start([{...sleeping, mounts: [disk]}], {uid: 'plain', name: 'plain'})

    const denied = 'nsenter: cannot open /rootfs/proc/1/ns/mnt: Permission denied\nexit 1\n'
    assert.equal(await exec(containers[0]!, ['nsenter', '--mount=/rootfs/proc/1/ns/mnt', '--', 'ls']), denied)
  })

  it('is found by the number of the node’s first process only where that is seen', async () => {
    const {start, exec} = await onNode()
    const given = [{...sleeping, privileged: true, mounts: []}]
    const apart = await start(given, {uid: 'apart', name: 'apart'})
    const among = await start(given, {uid: 'among', name: 'among', hostPids: true})

    const kubelet = ['nsenter', '-t', '1', '-m', '-u', '--', 'ls', '/var/lib/kubelet']
    assert.match(await exec(apart.containers[0]!, kubelet), /No such file or directory/)
    assert.match(await exec(among.containers[0]!, kubelet), /^pki\npods\n$/m)
  })
})
