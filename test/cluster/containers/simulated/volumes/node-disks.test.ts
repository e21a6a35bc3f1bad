import assert from 'node:assert/strict'
import {MemoryStateStore} from '../../../../../src/cluster/containers/index.ts'
import {simulatedPods} from '../../../../support/simulated-pods.ts'

const host = {hostPath: '/', containerPath: '/host', readOnly: false}
const given = {'/etc/kubernetes/admin.conf': {content: 'secret\n', mode: 0o600}}

async function pod(mounts: object[], store = new MemoryStateStore()) {
  const pods = simulatedPods({store, volumes: path => (path === '/' ? given : undefined)})
  await pods.runtime.restore()
  const {containers} = await pods.start([{command: ['sleep', 'infinity'], mounts: mounts as never}])
  return {
    ...pods,
    say: async (script: string) => {
      const {stdout, stderr} = await pods.runtime.execSync(containers[0]!, ['sh', '-c', script], 5)
      return stdout + stderr
    },
  }
}

describe("a node's disk", () => {
  it('has what the node was given, and an operating system', async () => {
    const {say} = await pod([host])

    const found = await say('cat /host/etc/kubernetes/admin.conf; grep ^ID= /host/etc/os-release; readlink /host/bin')

    assert.equal(found, 'secret\nID=debian\nusr/bin\n')
  })

  it('is one for all that is mounted of it', async () => {
    const data = {hostPath: '/data/a', containerPath: '/a', readOnly: false}
    const file = {hostPath: '/etc/kubernetes/admin.conf', containerPath: '/conf', readOnly: true}
    const {say} = await pod([host, data, file, {...host, hostPath: '/data', containerPath: '/b', subPath: 'a'}])

    const found = await say(
      'echo x > /a/f; cat /host/data/a/f /b/f /conf; echo y >> /host/data/a/f; cat /a/f; rm /host/data/a/f; ls /a',
    )

    assert.equal(found, 'x\nx\nsecret\nx\ny\n')
  })

  it('is kept with what was changed and removed, and nothing else of it', async () => {
    const store = new MemoryStateStore()
    const before = await pod([host], store)
    await before.say('echo n > /host/etc/new; rm /host/etc/kubernetes/admin.conf; rmdir /host/srv')
    await before.runtime.flush()

    const after = await pod([host], store)
    const found = await after.say('cat /host/etc/new; ls /host/etc/kubernetes/; ls -d /host/srv')
    const kept = (await store.load()).get('disk/node')!

    assert.equal(found, "n\nmanifests\nls: cannot access '/host/srv': No such file or directory\n")
    assert.deepEqual(
      (JSON.parse(kept) as {rows: unknown[][]}).rows.map(([path]) => path),
      ['/etc/new'],
    )
    assert.ok(after.runtime.disk.isChanged('node'))
    assert.ok(!after.runtime.disk.isChanged('other'))
  })

  it('takes over the folders that earlier builds kept one by one', async () => {
    const store = new MemoryStateStore()
    await store.save(
      new Map([['volume/node:/data/', JSON.stringify({removed: [], rows: [['/f', 'f', 0o644, 0, 'old\n']]})]]),
    )

    const {say, runtime} = await pod([host], store)
    const found = await say('cat /host/data/f')
    await runtime.flush()

    assert.equal(found, 'old\n')
    assert.deepEqual(
      [...(await store.load()).keys()].filter(key => /^(volume|disk)/.test(key)),
      ['disk/node'],
    )
  })

  it('shows the logs of its containers as they are written', async () => {
    const logs = {hostPath: '/var/log', containerPath: '/logs', readOnly: true}
    const {say, runtime, activity} = await pod([logs])
    const sandbox = await runtime.runPodSandbox({
      ...(await runtime.listPodSandboxes())[0]!.config,
      name: 'web',
      uid: 'w',
    })
    const container = {
      name: 'c',
      image: 'busybox',
      attempt: 2,
      env: [],
      mounts: [],
      stdin: false,
      stdinOnce: false,
      tty: false,
    }
    const id = await runtime.createContainer(sandbox, {
      ...container,
      terminationMessagePath: '',
      command: ['sh', '-c', 'echo hello; echo oh >&2'],
    })
    await runtime.startContainer(id)
    await activity.settled()

    const found = await say(
      'cat /logs/pods/default_web_w/c/2.log; ls /logs/containers | grep web; tail -n1 /logs/containers/web*',
    )

    assert.equal(
      found.replace(/^2026-01-01T00:00:00\.\d+Z/gm, 'T').replaceAll(id, 'ID'),
      'T stdout F hello\nT stderr F oh\nweb_default_c-ID.log\ntail: /logs/containers/web_default_c-ID.log: No such file or directory\n',
    )
  })
})
