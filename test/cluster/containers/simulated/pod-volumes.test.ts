import assert from 'node:assert/strict'
import {MemoryStateStore} from '../../../../src/cluster/containers/index.ts'
import type {VolumeFiles} from '../../../../src/cluster/containers/node-volumes.ts'
import {simulatedPods} from '../../../support/simulated-pods.ts'

const path = '/var/lib/kubelet/pods/u/volumes/kubernetes.io~configmap/c'
const mount = {hostPath: path, containerPath: '/etc/config', readOnly: true}
const sleeping = {command: ['sleep', 'infinity']}

/** A container with a volume whose files can be changed. */
async function pod(given: VolumeFiles, mounts = [mount], store = new MemoryStateStore()) {
  let files = given
  const pods = simulatedPods({store, volumes: at => (at === path ? files : undefined)})
  const {containers} = await pods.start([{...sleeping, mounts}])
  return {
    ...pods,
    store,
    id: containers[0]!,
    say: async (script: string) => {
      const {stdout, stderr} = await pods.runtime.execSync(containers[0]!, ['sh', '-c', script], 5)
      return stdout + stderr
    },
    change: async (changed: VolumeFiles) => {
      files = changed
      pods.runtime.volumes.refresh(path, 'node')
      await pods.activity.settled()
    },
  }
}

const link = '/bin/readlink /etc/config/..data'

describe("volumes whose files are the API's", () => {
  it('are links into a folder named for the moment', async () => {
    const {say} = await pod({a: {content: '1\n'}, 'p/q': {content: '2\n', mode: 0o400}})

    const listing = await say('ls -lA /etc/config; cat /etc/config/a /etc/config/p/q; ls -l /etc/config/p/')

    assert.equal(
      listing.replace(/ (root +){2}/g, ' ').replace(/\.\d+(?=\n)/g, '.N'),
      `total 4
drwxr-xr-x    3 4096 Jan  1 00:00 ..2026_01_01_00_00_00.N
lrwxrwxrwx    1 32 Jan  1 00:00 ..data -> ..2026_01_01_00_00_00.N
lrwxrwxrwx    1 8 Jan  1 00:00 a -> ..data/a
lrwxrwxrwx    1 8 Jan  1 00:00 p -> ..data/p
1
2
total 4
-r--------    1 2 Jan  1 00:00 q
`,
    )
  })

  it('change all at once when their object does, and not when it says the same', async () => {
    const {say, change, pass} = await pod({a: {content: '1\n'}, gone: {content: ''}})
    const before = await say(link)

    await pass(60_000)
    await change({a: {content: '1\n'}, gone: {content: ''}})
    const same = await say(link)
    await change({a: {content: '2\n'}, b: {content: 'x\n'}})

    assert.equal(same, before)
    assert.match(await say(link), /^\.\.2026_01_01_00_01_00\.\d+\n$/)
    assert.equal(await say('ls /etc/config; cat /etc/config/a'), 'a\nb\n2\n')
  })

  it('have a token that has been renewed', async () => {
    const {say, change, pass} = await pod({token: {content: 'x', isFleeting: true}})

    await pass(60_000)
    await change({token: {content: 'y', isFleeting: true}})

    assert.match(await say(link), /^\.\.2026_01_01_00_01_00\.\d+\n$/)
    assert.equal(await say('cat /etc/config/token'), 'y')
  })

  it('stay as they are where one file is mounted by itself', async () => {
    const one = {...mount, containerPath: '/opt/a', subPath: 'a'}
    const {say, change} = await pod({a: {content: '1\n'}}, [mount, one])

    await change({a: {content: '2\n'}})

    assert.equal(await say('cat /etc/config/a /opt/a'), '2\n1\n')
  })

  it('are found as they were by a later process', async () => {
    const first = await pod({a: {content: '1\n'}, token: {content: 'x', isFleeting: true}})
    const before = await first.say(link)
    await first.runtime.close()

    const later = simulatedPods({
      time: first.clock.now() + 5000,
      store: first.store,
      volumes: () => ({a: {content: '1\n'}, token: {content: 'y', isFleeting: true}}),
    })
    await later.runtime.restore()
    const {stdout} = await later.runtime.execSync(first.id, ['readlink', '/etc/config/..data'], 5)

    assert.equal(stdout, before)
  })

  it('belong to the group of the pod, folders too', async () => {
    const {say} = await pod({a: {content: '1\n', gid: 2000, mode: 0o644}})

    assert.match(await say('ls -ln /etc/config'), /^lrwxrwxrwx +1 0 +2000 +8 .* a -> \.\.data\/a$/m)
    assert.match(await say('ls -lnd /etc/config/ /etc/config/..data/'), /^(?:drwx..s... .* 0 +2000 .*\n){2}$/)
  })
})
