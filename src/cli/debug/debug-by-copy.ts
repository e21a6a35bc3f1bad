import {builtin} from '../../api/builtin-resources.ts'
import type {Container, Pod} from '../../api/kinds.ts'
import {asGoStruct} from '../typed/go-struct.ts'
import {customized} from './custom-profile.ts'
import type {Debugged, DebugRequest} from './debug.ts'
import {debugContainer, debugContainerName} from './debug-container.ts'
import {warnOfLostPrivileges} from './warn-of-lost-privileges.ts'

const {pods} = builtin

/** Makes a copy of a pod with other images, another command or one container more. */
export async function debugByCopy(request: DebugRequest, pod: Pod): Promise<Debugged> {
  const {flags} = request.invocation
  const {namespace = '', name = ''} = pod.metadata
  const {copy, container} = copyOf(request, pod)
  const debugged = copy.spec!.containers.find(candidate => candidate.name === container)
  if (debugged) warnOfLostPrivileges(request.invocation, debugged, copy)
  const client = await request.invocation.client()
  const created = await client.create<Pod>({...pods, namespace}, asGoStruct(copy))
  if (flags.replace) await client.delete({...pods, namespace, name}, {gracePeriodSeconds: 0})
  return {pod: created, container}
}

function copyOf(request: DebugRequest, pod: Pod): {copy: Pod; container: string} {
  const {flags} = request.invocation
  const copy = bareCopy(request, pod)
  for (const container of copy.spec!.containers) {
    const image = flags['set-image'][container.name] ?? flags['set-image']['*']
    if (image) container.image = image
  }
  const known = everyContainer(copy).find(({name}) => name === flags.container)
  if (!known && !flags.image) {
    if (Object.keys(flags['set-image']).length > 0) return {copy, container: ''}
    throw new Error('you must specify image when creating new container')
  }
  const name = known ? flags.container : debugContainerName(request, copy)
  if (known) change(request, known)
  else copy.spec!.containers.push(debugContainer(request, name))
  request.profile({pod: copy, name, style: 'copy', keep: flags})
  customized(copy.spec!.containers, name, request.custom)
  return {copy, container: name}
}

function bareCopy({invocation}: DebugRequest, {metadata, spec}: Pod): Pod {
  const {flags} = invocation
  const {namespace, labels, annotations} = metadata
  const {ephemeralContainers: _, nodeName, ...rest} = structuredClone(spec!)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: flags['copy-to'],
      namespace,
      ...(labels && {labels}),
      ...(annotations && {annotations}),
    },
    spec: {
      ...rest,
      ...(flags['same-node'] && {nodeName}),
      ...(invocation.changed('share-processes') && {shareProcessNamespace: flags['share-processes']}),
    },
  } as Pod
}

const everyContainer = ({spec}: Pod): Container[] => [...spec!.containers, ...(spec!.initContainers ?? [])]

/** A container that is there already takes what the flags say; a new command needs no old arguments. */
function change(request: DebugRequest, container: Container): void {
  const {flags} = request.invocation
  const {command, args, env, image, imagePullPolicy} = debugContainer(request, container.name)
  if (command) {
    container.command = command
    delete container.args
  }
  if (args) container.args = args
  if (env) container.env = env
  if (image) container.image = image
  if (imagePullPolicy) container.imagePullPolicy = imagePullPolicy
  container.stdin = flags.stdin
  container.tty = flags.tty
}
