import {readFileSync} from 'node:fs'
import yaml from 'js-yaml'
import type {ResourceDefinition} from '../../../src/cluster/resources/define-resource.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'
import type {Json} from './mutations.ts'

export type Body = {[key: string]: Json} & {apiVersion: string; kind: string; metadata?: {[key: string]: Json}}

/** An object to begin with, and where it lives. */
export interface Original {
  /** `Pod pod`. */
  title: string
  body: Body
  /** Of the collection. */
  path: string
  /** Of the object; absent for what is only created (reviews). */
  own?: string
  hasStatus: boolean
}

/** Objects that use much of their kinds, as objects.yaml has them. */
export function originals(): Original[] {
  const text = readFileSync(new URL('objects.yaml', import.meta.url), 'utf8')
  return (yaml.loadAll(text, undefined, {schema: yaml.JSON_SCHEMA}) as Body[]).map(original)
}

export function original(body: Body): Original {
  const definition = definitionOf(body)
  const {group, version, plural, namespaced, storage, subresources} = definition
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`
  const {name, namespace} = body.metadata ?? {}
  const path = `${root}${namespaced ? `/namespaces/${namespace}` : ''}/${plural}`
  return {
    title: `${body.kind} ${name ?? ''}`,
    body,
    path,
    ...(storage && {own: `${path}/${name}`}),
    hasStatus: subresources?.['status'] !== undefined,
  }
}

function definitionOf({apiVersion, kind}: Body): ResourceDefinition {
  for (const definition of builtInResources)
    if (definition.kind === kind && apiVersion === [definition.group, definition.version].filter(Boolean).join('/'))
      return definition
  throw new Error(`no kind ${kind} in ${apiVersion}`)
}
