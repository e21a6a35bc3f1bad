import assert from 'node:assert/strict'
import type {ContainerConfig} from '../../../../src/cluster/containers/container.ts'
import {simulatedPods} from '../../../support/simulated-pods.ts'

const unknown = 'gcr.io/company/app:v1'

async function run(image: string, command: string[], more: Partial<ContainerConfig> = {}) {
  const {runtime, clock, start, pass, logs} = simulatedPods({seed: 'images'})
  const config = {image, ...(command.length > 0 && {command}), ...more}
  const {containers} = await start([config], {name: 'pod-0', hostname: 'pod-0'})
  const id = containers[0]!
  await pass(10_000)
  return {
    runtime,
    clock,
    id,
    logs: () => logs(id),
    state: async () => {
      const {state, exitCode} = await runtime.containerStatus(id)
      return exitCode === undefined ? state : `${state} ${exitCode}`
    },
  }
}

describe('images', () => {
  for (const image of ['webserver:404', 'does-not-exist:1', 'ngnix:1.27'])
    it(`are not there to be pulled where nobody has any: ${image}`, async () => {
      const {runtime} = simulatedPods()

      await assert.rejects(runtime.images.pull(image, 'node'), /pull access denied, repository does not exist/)
    })

  const task = {runsToCompletion: true}
  const cases: {name: string; image: string; command: string[]; more?: Partial<ContainerConfig>; expected: string}[] = [
    {name: 'an unknown image without a command goes on', image: unknown, command: [], expected: 'Running'},
    {name: 'an unknown image as a task ends', image: unknown, command: [], more: task, expected: 'Exited 0'},
    {name: 'its own program goes on', image: unknown, command: ['/app/server', '--port=1'], expected: 'Running'},
    {
      name: 'its own program at the end of a script goes on',
      image: unknown,
      command: ['sh', '-c', 'prepare && exec start-server --x=1'],
      expected: 'Running',
    },
    {
      name: 'its own program in the middle of a script ends',
      image: unknown,
      command: ['sh', '-c', 'prepare; exit 4'],
      expected: 'Exited 4',
    },
    {
      name: 'its own program at the end of a task ends',
      image: unknown,
      command: ['bash', '-c', 'fetch | unpack -x; prepare --all'],
      more: task,
      expected: 'Exited 0',
    },
    {
      name: 'its own program can be handed on',
      image: unknown,
      command: ['/bin/cp', '-n', '/usr/local/bin/app', '/tmp/app'],
      expected: 'Exited 0',
    },
    {
      name: 'its own program can be handed on by a script',
      image: unknown,
      command: ['sh', '-ec', 'cp /usr/local/bin/tool /tmp/tool; test -x /tmp/tool; exit 3'],
      expected: 'Exited 3',
    },
    {
      name: 'folders and files of places that only the image knows can be handed on by a script',
      image: unknown,
      command: [
        'bash',
        '-ec',
        'cp -r --preserve=mode /opt/app/base /tmp/base; cp "/opt/app/etc/app.conf" /tmp/; cp -r /opt/app/plugins/* /tmp/base; [[ -d /tmp/base && -f /tmp/app.conf ]]; exit 5',
      ],
      expected: 'Exited 5',
    },
    {
      name: 'files of the root can be handed on by a script',
      image: unknown,
      command: ['sh', '-ec', 'cp -f /app-metrics /tmp/; test -f /tmp/app-metrics; exit 3'],
      expected: 'Exited 3',
    },
    {
      name: 'its own program is where a script calls it',
      image: unknown,
      command: ['sh', '-ec', '/usr/local/bin/install-plugins.sh `echo a b`; /usr/bin/check; exit 4'],
      expected: 'Exited 4',
    },
    {
      name: 'what a script hands on out of a folder its own programs have put there',
      image: unknown,
      command: [
        'sh',
        '-ec',
        'mkdir -p /opt/plugins /tmp/mine; install-plugins --list; yes n | cp -i /opt/plugins/* /tmp/mine/; test "$(ls /tmp/mine)"; exit 3',
      ],
      expected: 'Exited 3',
    },
    {
      name: 'what a script looks for first is not there',
      image: unknown,
      command: ['bash', '-ec', 'if [[ -f /opt/app/key.pem ]]; then cp /opt/app/key.pem /tmp/key.pem; exit 6; fi'],
      expected: 'Exited 0',
    },
    {
      name: 'a file is copied over one that is there',
      image: 'busybox',
      command: ['sh', '-c', 'echo 1 > /a; echo 2 > /b; cp /a /b && mv /b /a && grep 1 /a && exit 7'],
      expected: 'Exited 7',
    },
    {
      name: 'its own program goes on in the place of a script',
      image: unknown,
      command: ['sh', '-c', 'exec /app/server --port=1'],
      expected: 'Running',
    },
    {
      name: 'its own program at the end of a list goes on',
      image: unknown,
      command: ['bash', '-ec', 'SLEEP=false bash /install.sh && /app-loop\n'],
      expected: 'Running',
    },
    {
      name: 'an entrypoint script that a task sources does not keep it',
      image: unknown,
      command: ['bash', '-ec', '[[ -f /opt/app/entrypoint.sh ]] && source /opt/app/entrypoint.sh; fetch --all'],
      more: task,
      expected: 'Exited 0',
    },
    {
      name: 'nothing else can be handed on that is not there',
      image: unknown,
      command: ['cp', '/etc/app.conf', '/tmp/app.conf'],
      expected: 'Exited 1',
    },
    {
      name: 'a program that says that it is not there is not',
      image: unknown,
      command: ['sh', '-c', 'no-such-command'],
      expected: 'Exited 127',
    },
    {
      name: 'a known image has no programs of its own',
      image: 'busybox',
      command: ['sh', '-c', 'start-server'],
      expected: 'Exited 127',
    },
    {name: 'mysql wants to know about its password', image: 'mysql:8.4', command: [], expected: 'Exited 1'},
    {
      name: 'mysql with a password goes on',
      image: 'mysql:8.4',
      command: [],
      more: {env: [{name: 'MYSQL_ROOT_PASSWORD', value: 'x'}]},
      expected: 'Running',
    },
    {name: 'postgres wants to know about its password', image: 'postgres:17', command: [], expected: 'Exited 1'},
  ]
  for (const {name, image, command, more, expected} of cases)
    it(name, async () => {
      const {state} = await run(image, command, more)

      assert.equal(await state(), expected)
    })

  const asked: {name: string; image: string; command: string[]; expected: {stdout: string; exitCode: number}}[] = [
    {
      name: 'a probe of an unknown program passes',
      image: unknown,
      command: ['/bin/sh', '-c', '/ready-probe.sh'],
      expected: {stdout: '', exitCode: 0},
    },
    {
      name: 'what an unknown image runs is called as the image',
      image: 'docker.io/acme/proxy:1',
      command: ['sh', '-c', 'pgrep proxy'],
      expected: {stdout: '1\n', exitCode: 0},
    },
    {
      name: 'mysqladmin sees its server',
      image: 'mysql:8.4',
      command: ['mysqladmin', 'ping'],
      expected: {stdout: 'mysqld is alive\n', exitCode: 0},
    },
    {
      name: 'mysql answers the query of probes',
      image: 'mysql:8.4',
      command: ['mysql', '-h', '127.0.0.1', '-e', 'SELECT 1'],
      expected: {stdout: '1\n1\n', exitCode: 0},
    },
    {
      name: 'redis-cli talks to its server',
      image: 'redis:7',
      command: ['redis-cli', 'PING'],
      expected: {stdout: 'PONG\n', exitCode: 0},
    },
  ]
  for (const {name, image, command, expected} of asked)
    it(name, async () => {
      const {runtime, id} = await run(image, [], {env: [{name: 'MYSQL_ROOT_PASSWORD', value: 'x'}]})

      const {stdout, exitCode} = await runtime.execSync(id, command)

      assert.deepEqual({stdout, exitCode}, expected)
    })

  it('what follows a file in a pipe gets its lines as they come', async () => {
    const script =
      'touch /log; (sleep 2; echo a >> /log; sleep 2; echo b >> /log) & tail -F /log | while read line; do echo "got $line"; done'

    const {logs, state} = await run('busybox', ['sh', '-c', script])

    assert.equal(await logs(), 'got a\ngot b\n')
    assert.equal(await state(), 'Running')
  })

  it('a command is not late because the machine is busy, but is when it sleeps', async () => {
    const {runtime, clock, id} = await run('busybox', ['sleep', '1d'])
    const busy = runtime.execSync(id, ['sh', '-c', 'for i in 1 2 3; do cat /etc/hostname; done'], 1)
    const asleep = runtime.execSync(id, ['sh', '-c', 'sleep 5'], 1)

    await clock.advance(clock.now() + 1000, async () => {})

    assert.equal((await busy).stdout, 'pod-0\npod-0\npod-0\n')
    await assert.rejects(asleep, {code: 'DeadlineExceeded'})
  })

  it('an image is listed on the node that used it', async () => {
    const {runtime} = await run('nginx:1.27', [])

    const [here, elsewhere] = await Promise.all([runtime.images.list('node'), runtime.images.list('other')])

    assert.deepEqual(
      here.map(({repoTags}) => repoTags),
      [['docker.io/library/nginx:1.27']],
    )
    assert.deepEqual(elsewhere, [])
  })
})
