import {bool, duration, string} from '../flags/flag.ts'

/** How long to wait for a pod of a workload. */
export const podRunningTimeoutFlag = (milliseconds: number) => ({
  'pod-running-timeout': duration({
    default: milliseconds,
    usage: 'Wait at most this long, such as 5s, 2m or 3h, until a pod is running.',
  }),
})

export const containerFlag = {
  container: string({
    short: 'c',
    usage:
      "The container. Without it, the one of the pod's annotation kubectl.kubernetes.io/default-container, or the first.",
  }),
}

/** How our streams are joined to a container's. */
export const streamFlags = {
  ...containerFlag,
  ...podRunningTimeoutFlag(60_000),
  stdin: bool({short: 'i', usage: 'Pass the standard input on.'}),
  tty: bool({short: 't', usage: 'The standard input is a terminal.'}),
  quiet: bool({short: 'q', usage: 'Print nothing but what comes from the container.'}),
}
