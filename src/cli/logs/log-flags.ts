import {bool, duration, int, string} from '../flags/flag.ts'
import {selectorFlag} from '../flags/target-flags.ts'
import {podRunningTimeoutFlag} from '../streams/stream-flags.ts'

export const logFlags = {
  ...selectorFlag,
  ...podRunningTimeoutFlag(20_000),
  'all-containers': bool({usage: 'The logs of all containers of a pod.'}),
  'all-pods': bool({usage: 'The logs of all pods; implies --prefix.'}),
  container: string({short: 'c', usage: 'The container whose log is printed.'}),
  follow: bool({short: 'f', usage: 'Go on with what is logged from now on.'}),
  'ignore-errors': bool({usage: 'Go on with other logs when one fails.'}),
  'insecure-skip-tls-verify-backend': bool({
    usage: "Do not check the kubelet's certificate; useful once it has expired.",
  }),
  'limit-bytes': int({usage: 'Print at most this many bytes of a log.'}),
  'max-log-requests': int({default: 5, usage: 'How many logs may be followed at once.'}),
  prefix: bool({usage: 'Put the pod and the container before each line.'}),
  previous: bool({short: 'p', usage: "Print the log of the container's previous run."}),
  since: duration({usage: 'Only what is newer than this, such as 5s, 2m or 3h; excludes --since-time.'}),
  'since-time': string({usage: 'Only what is newer than this time (RFC 3339); excludes --since.'}),
  tail: int({default: -1, usage: 'Only this many of the last lines: all of them, or 10 with a selector.'}),
  timestamps: bool({usage: 'Put the time before each line.'}),
}
