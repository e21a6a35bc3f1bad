import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'

/** A namespace. */
export const namespace: Generator<Record<never, never>> = {
  flags: {},
  target: {group: '', version: 'v1', resource: 'namespaces', namespaced: false},
  generate({name}) {
    requireName(name)
    return {apiVersion: 'v1', kind: 'Namespace', metadata: {name}}
  },
}
