import {createRequire} from 'node:module'
import type {Bash, ExecResult, ResolvedCommandContext} from 'just-bash'
import type {FileNode} from '../files/tree.ts'
import {pythonDevices} from './python-program.ts'
import type {ShellHost} from './shell-host.ts'

/** Where the interpreter has its Python. */
const executable = '/usr/bin/python3'
const builtIn: FileNode = {type: 'file', content: '', mode: 0o755, mtime: 0, base: true}

/** As long as a timer can be set; milliseconds. Its sleeps take no real time, or as much as the cluster's clock says. */
const longest = 2 ** 31 - 1

/** Runs a Python program to its end, on a container's files, with whatever devices the context's have. */
export async function runPython(
  program: string,
  {host, context, stdin}: {host: ShellHost; context: ResolvedCommandContext; stdin: string},
): Promise<ExecResult> {
  const files = host.files
    .withDevices([
      ['/dev/.out', {write: host.stdout}],
      ['/dev/.err', {write: host.stderr}],
      [pythonDevices.sleep, {write: data => host.sleep(Number(Buffer.from(data).toString()) * 1000, context.signal)}],
      [pythonDevices.now, {read: () => String(host.now() / 1000)}],
    ])
    .withUnlisted(path => (path === executable ? builtIn : undefined))
  const python = new (interpreter())({
    fs: files,
    cwd: context.cwd,
    env: context.exportedEnv ?? Object.fromEntries(context.env),
    executionLimits: {maxPythonTimeoutMs: longest, maxExecutionTimeMs: Number.POSITIVE_INFINITY},
    python: true,
    processInfo: {pid: host.pid, ppid: host.pid === 1 ? 0 : 1, uid: host.uid, gid: host.gid},
    defenseInDepth: false,
  })
  return python.exec(executable, {
    args: ['-c', program],
    rawScript: true,
    stdin,
    stdinKind: 'bytes',
    signal: context.signal ?? host.signal,
  })
}

/** The interpreter as an ES module: only that one finds its Python. */
function interpreter(): typeof Bash {
  const require = createRequire(import.meta.url)
  const path = require.resolve('just-bash').replace(/\.cjs$/, '.js')
  return (require(path) as {Bash: typeof Bash}).Bash
}
