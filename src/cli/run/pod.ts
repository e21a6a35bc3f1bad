import {isEnvVarName} from '../../api/names.ts'
import type {KubeObject} from '../../api/object.ts'
import {parseLabels} from '../expose/parse-labels.ts'
import {parsePort} from '../flags/parse-port.ts'
import {parsePairs} from '../set/parse-pairs.ts'
import type {RunInvocation} from './run.ts'

/** The pod that `run` creates. */
export function runPod({flags, args}: RunInvocation): KubeObject {
  const [name = '', ...words] = args
  const env = given(flags.env).map(parseEnv)
  const annotations = Object.fromEntries(parsePairs(given(flags.annotations), 'annotations'))
  const labels = flags.labels ? parseLabels(flags.labels) : {run: name}
  const container = {
    name,
    image: flags.image,
    ...(words.length > 0 && {[flags.command ? 'command' : 'args']: words}),
    ...(flags.port !== '' && {ports: [{containerPort: parsePort(flags.port)}]}),
    env,
    imagePullPolicy: flags['image-pull-policy'],
    ...(flags.privileged && {securityContext: {privileged: true}}),
    stdin: flags.stdin,
    stdinOnce: flags.stdin && !flags['leave-stdin-open'],
    tty: flags.tty,
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, labels, annotations},
    spec: {containers: [container], restartPolicy: flags.restart || 'Always', dnsPolicy: 'ClusterFirst'},
  }
}

/** One empty value is none: the flag is read back from the text of a list. */
const given = (values: readonly string[]): readonly string[] => (values.length === 1 && values[0] === '' ? [] : values)

function parseEnv(text: string): {name: string; value: string} {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(equals, 0))
  if (equals < 1 || isEnvVarName(name).length > 0) throw new Error(`invalid env: ${text}`)
  return {name, value: text.slice(equals + 1)}
}
