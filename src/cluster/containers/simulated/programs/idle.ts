import {type ProgramHost, type RunningProgram, type StartProgram, signalNumbers} from './program.ts'

/** Runs until it is told to end. `handled` is its exit code on SIGTERM, SIGINT and SIGQUIT; without one, an init process ignores them. */
export const idle =
  (handled?: number, listener?: RunningProgram['listener'], ports?: number[]): StartProgram =>
  host => ({
    ...(listener && {listener}),
    ...(ports && {ports}),
    signal: signal => {
      if (signal === 'SIGKILL' || (handled === undefined && !host.isInit)) host.exit(128 + signalNumbers[signal])
      else if (handled !== undefined && signal !== 'SIGHUP') host.exit(handled)
    },
  })

/** Ends by itself after that long: `sleep`. */
export const idleFor =
  (milliseconds: number, code = 0): StartProgram =>
  host => {
    const timer = host.after(milliseconds, () => host.exit(code))
    const base = idle()({
      ...host,
      exit: exitCode => {
        timer.cancel()
        host.exit(exitCode)
      },
    } as ProgramHost)
    return {...base, abandon: () => timer.cancel()}
  }

/** Prints and ends at once. */
export const printing =
  (output: (host: ProgramHost) => {stdout?: string; stderr?: string; code?: number}): StartProgram =>
  host => {
    const {stdout, stderr, code = 0} = output(host)
    if (stdout) host.stdout(stdout)
    if (stderr) host.stderr(stderr)
    host.exit(code)
    return {signal: () => {}}
  }
