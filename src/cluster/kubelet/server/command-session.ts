import type {ApiResponse} from '../../../client/transport.ts'
import type {Process} from '../../containers/process.ts'
import {RuntimeError} from '../../containers/runtime-error.ts'
import {SessionServer} from './stream-session.ts'

export interface AttachRequest {
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
}

/** Joins a process to its client by the channels of remotecommand: input, output, errors, the status at the end, sizes of the terminal. */
export function commandSession(
  request: AttachRequest,
  run: (process: Process) => Promise<number | undefined>,
): ApiResponse {
  const server = new SessionServer()
  const process: Process = {
    ...(request.stdin && {stdin: server.input(0)}),
    stdout: data => server.send(1, data),
    stderr: data => server.send(request.tty ? 1 : 2, data),
    tty: request.tty,
    ...(request.tty && {resize: terminalSizes(server.input(4))}),
    signal: server.signal,
  }
  void run(process)
    .then(exitCode => exitStatus(exitCode ?? 0), internalStatus)
    .then(status => {
      server.send(3, Buffer.from(JSON.stringify(status)), true)
      server.finish()
    })
  return {status: 101, headers: {}, body: {type: 'session', session: server.session}}
}

/** Each size that a client tells, from its JSON: `{"Width":80,"Height":24}`. */
async function* terminalSizes(messages: AsyncIterable<Uint8Array>): AsyncGenerator<{width: number; height: number}> {
  for await (const message of messages) {
    const size = /"Width":(\d+),"Height":(\d+)/.exec(Buffer.from(message).toString())
    if (size) yield {width: Number(size[1]), height: Number(size[2])}
  }
}

const exitStatus = (code: number): Record<string, unknown> =>
  code === 0
    ? {metadata: {}, status: 'Success'}
    : {
        metadata: {},
        status: 'Failure',
        message: `command terminated with non-zero exit code: exit status ${code}`,
        reason: 'NonZeroExitCode',
        details: {causes: [{reason: 'ExitCode', message: String(code)}]},
      }

function internalStatus(error: unknown): Record<string, unknown> {
  const text = `Internal error occurred: error executing command in container: ${error instanceof RuntimeError ? error.description : String(error)}`
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${text}`,
    reason: 'InternalError',
    details: {causes: [{message: text}]},
    code: 500,
  }
}
