/**
 * kubectl for containers and for nodes' shells: the command line itself, started in this process where such a container is. Everything that it touches is
 * the container's: files, environment, terminal, network, time. It reaches the API server as any program there does, over TLS, with the container's
 * own credentials. The one place of the cluster that knows the command line.
 */
import type {Elsewhere} from '../../client/machine/elsewhere.ts'
import {runElsewhere, runHere} from '../../client/machine/run-elsewhere.ts'
import type {KubectlClient, KubectlHost} from '../containers/kubectl-client.ts'
import {duplexOf} from '../runtime/byte-stream.ts'
import {containerFiles} from './container-files.ts'
import {containerInput} from './container-input.ts'
import {containerListen} from './container-listen.ts'
import {containerSpawn} from './container-spawn.ts'
import {Patience} from './patience.ts'
import {patientTransport} from './patient-transport.ts'

/** Runs one command line there; `nameServer` is who answers for names. */
export const createKubectl =
  (nameServer: string): KubectlClient =>
  async (argv, host) => {
    const [{main}, {commandTable}, {ownCommands}, {connect}, {Interruption}] = await Promise.all([
      import('../../cli/main.ts'),
      import('../../commands/index.ts'),
      import('../../cli/help/command-groups.ts'),
      import('../../client/connect.ts'),
      import('../../cli/interrupt.ts'),
    ])
    const isKubectls = (path: string): boolean => !ownCommands.includes(path.split(' ')[0]!)
    const table = Object.fromEntries(Object.entries(commandTable).filter(([path]) => isKubectls(path)))
    const patience = new Patience(wait => host.idle(wait))
    const interrupt = new AbortController()
    const ended = new AbortController()
    const end = (): void => interrupt.abort(new Interruption('SIGINT'))
    host.signal.addEventListener('abort', end, {once: true})
    const context = {
      program: 'kubectl',
      env: host.env,
      cwd: host.cwd,
      stdin: containerInput(host, patience),
      stdout: outputOf(host, host.stdout),
      stderr: outputOf(host, host.stderr),
      now: () => host.now(),
      signal: interrupt.signal,
      connect,
    }
    try {
      return await runElsewhere(placeOf(host, {nameServer, patience, ended: ended.signal}), () =>
        main(argv, context, table),
      )
    } finally {
      host.signal.removeEventListener('abort', end)
      ended.abort()
      patience.end()
    }
  }

interface PlaceOptions {
  nameServer: string
  patience: Patience
  /** Aborted when the command has ended. */
  ended: AbortSignal
}

const placeOf = (host: KubectlHost, {nameServer, patience, ended}: PlaceOptions): Elsewhere => ({
  nameServer,
  files: containerFiles(host),
  spawn: containerSpawn(host, patience),
  // Who serves the connection does so for itself.
  dial: to => runHere(async () => duplexOf(await host.dial(to))),
  listen: containerListen(host, ended),
  after: (milliseconds, callback) => host.alarm(milliseconds, callback),
  sleep: milliseconds => patience.during(host.sleep(milliseconds)),
  carried: transport => patientTransport(transport, patience),
})

const outputOf = ({terminal}: KubectlHost, put: (data: Uint8Array) => void) => ({
  write: (chunk: string | Uint8Array) => put(Buffer.from(chunk as string)),
  ...(terminal && {isTTY: true, columns: terminal.width, rows: terminal.height}),
})
