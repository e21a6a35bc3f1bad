import type {Container, Pod} from '../../api/kinds.ts'
import {nameSuffix} from '../name-suffix.ts'
import type {DebugRequest} from './debug.ts'

/** A container as the flags describe it. */
export function debugContainer({invocation: {flags}, command}: DebugRequest, name: string): Container {
  const env = Object.entries(flags.env).map(([key, value]) => ({name: key, value}))
  return {
    name,
    image: flags.image,
    ...(command.length > 0 && {[flags['arguments-only'] ? 'args' : 'command']: [...command]}),
    ...(env.length > 0 && {env}),
    ...(flags['image-pull-policy'] && {imagePullPolicy: flags['image-pull-policy']}),
    terminationMessagePolicy: 'File',
    ...(flags.stdin && {stdin: true}),
    ...(flags.tty && {tty: true}),
  }
}

/** The name that was asked for, or one that no container of the pod has, which is said aloud. */
export function debugContainerName({invocation}: DebugRequest, {spec}: Pod): string {
  const {container, quiet} = invocation.flags
  if (container) return container
  const all = [spec?.containers, spec?.initContainers, spec?.ephemeralContainers].flatMap(list => list ?? [])
  let name: string
  do name = `debugger-${nameSuffix()}`
  while (all.some(other => other.name === name))
  if (!quiet) invocation.out(`Defaulting debug container name to ${name}.\n`)
  return name
}
