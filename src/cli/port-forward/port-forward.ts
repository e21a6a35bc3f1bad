import type {Pod} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'
import {usageError} from '../errors/command-error.ts'
import {stringSlice} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {findPod, podQuery} from '../streams/find-pod.ts'
import {podRunningTimeoutFlag} from '../streams/stream-flags.ts'
import {collectTargets} from '../targets/targets.ts'
import {forwardPorts} from './forward-ports.ts'
import {parseAddresses} from './listen-address.ts'
import {podPorts, type ServiceObject, servicePorts} from './named-ports.ts'
import {parsePorts} from './parse-ports.ts'

export const portForwardFlags = {
  ...podRunningTimeoutFlag(60_000),
  address: stringSlice({
    default: ['localhost'],
    usage: 'The IP addresses to listen on; localhost stands for 127.0.0.1 and ::1, of which one is enough.',
  }),
}

export type PortForwardInvocation = Invocation<typeof portForwardFlags>

/** Carries connections to local ports into a pod until it is interrupted or the pod is lost. */
export async function portForward(invocation: PortForwardInvocation): Promise<void> {
  const {flags, args, commandPath} = invocation
  if (args.length < 2) throw usageError(commandPath, 'TYPE/NAME and list of ports are required for port-forward')
  const [name = '', ...wanted] = args
  const query = podQuery([name])
  const timeout = flags['pod-running-timeout']
  if (timeout <= 0) throw usageError(commandPath, '--pod-running-timeout must be higher than zero')
  const pod = await findPod(invocation, query, {timeout, several: 'expected one resource'})
  const service = await serviceOf(invocation, name)
  const ports = service ? servicePorts(wanted, service, pod) : podPorts(wanted, pod)
  checkRunning(pod)
  const addresses = parseAddresses(flags.address)
  await forwardPorts(invocation, {pod, addresses, ports: parsePorts(ports)})
}

async function serviceOf(invocation: PortForwardInvocation, name: string): Promise<ServiceObject | undefined> {
  if (!/^(svc|services?)(\.|\/)/.test(name)) return undefined
  const {targets} = await collectTargets(invocation, podQuery([name]))
  const object: KubeObject | undefined = targets[0]?.object
  return object?.kind === 'Service' ? (object as ServiceObject) : undefined
}

function checkRunning({status}: Pod): void {
  const {phase = ''} = status ?? {}
  if (phase !== 'Running') throw new Error(`unable to forward port because pod is not running. Current status=${phase}`)
}
