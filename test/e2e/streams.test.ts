import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {ended, type KctlHome, makeKctlHome, program, runProcess} from '../support/kctl-process.ts'

const recorded = [
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.',
  "If you don't see a command prompt, try pressing enter.",
]

/** What is typed into containers, with a cluster that lives as long as the command and with one that goes on. */
for (const mode of ['one-shot', 'daemon'])
  describe(`streams into containers, ${mode}`, function () {
    this.timeout(60_000)
    let home: KctlHome

    before(async () => {
      home = makeKctlHome()
      if (mode === 'daemon') await home.kctl('cluster', 'start', '--port', '0')
      await home.kctl('run', 'web', '--image=nginx')
      await home.kctl('wait', 'pod/web', '--for=condition=Ready')
    })
    after(() => home.remove())

    it('run -i --rm passes a script on and exits as it does', async () => {
      const argv = ['run', 'shell', '--image=busybox', '-i', '--rm', '--restart=Never', '--', 'sh']

      const run = await home.kctlWith({stdin: 'echo one; exit 3'}, ...argv)

      assert.equal(run.code, 3)
      assert.equal(run.stdout, 'one\npod "shell" deleted from default namespace\n')
      assert.deepEqual(run.stderr.split('\n'), [...recorded, 'pod default/shell terminated (Error)', ''])
    })

    it('exec does not wait for an input that never ends', async () => {
      const child = home.spawn(['exec', '-i', 'web', '--', 'sh', '-c', 'echo now; exit 4'])

      await ended(child)

      assert.equal(child.exitCode, 4)
    })

    it('debug -i runs an ephemeral container', async () => {
      const argv = ['debug', 'web', '--image=busybox', '-c', 'look', '--profile=general', '-qi', '--', 'sh']

      const run = await home.kctlWith({stdin: 'x=1\nfor i in a b; do\n echo $i$x\ndone\nexit\n'}, ...argv)

      assert.deepEqual({...run}, {stdout: 'a1\nb1\n', stderr: '', code: 0})
    })

    describe('of who may only create them, as roles usually say', () => {
      const as = ['--as', 'ann']

      before(async () => {
        await home.kctl('create', 'role', 'reader', '--verb=get', '--resource=pods')
        await home.kctl('create', 'rolebinding', 'reader', '--role=reader', '--user=ann')
      })

      it('are refused with the right that is missing', async () => {
        const run = await home.kctl('exec', 'web', ...as, '--', 'true')

        assert.equal(run.code, 1)
        assert.match(
          run.stderr,
          /User "ann" cannot create resource "pods\/exec" in API group "" in the namespace "default"/,
        )
      })

      it('carry input, output, errors and an exit code', async () => {
        await home.kctl('create', 'role', 'runner', '--verb=create', '--resource=pods/exec')
        await home.kctl('create', 'rolebinding', 'runner', '--role=runner', '--user=ann')
        const script = 'cat; echo bad >&2; exit 3'

        const run = await home.kctlWith(
          {stdin: 'typed\n'},
          'exec',
          '-ic',
          'web',
          'web',
          ...as,
          '--',
          'sh',
          '-c',
          script,
        )

        assert.deepEqual({...run}, {stdout: 'typed\n', stderr: 'bad\ncommand terminated with exit code 3\n', code: 3})
      })
    })

    it('exec -it gives a terminal', async function () {
      if (!existsSync('/usr/bin/script')) this.skip()
      const line = `${process.execPath} ${program} exec -it web -c web -- sh -c 'test -t 1; exit 6'`

      const run = await runProcess('script', ['-qec', line, '/dev/null'], {env: {...home.environment}})

      assert.equal(run.code, 6)
    })
  })
