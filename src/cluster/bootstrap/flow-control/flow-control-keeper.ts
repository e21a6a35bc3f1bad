import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {KubeObject} from '../../../api/object.ts'
import {ignoring, isAlreadyExists, isConflict, isNotFound} from '../../../api/status-error.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import type {BootstrapObject} from '../bootstrap-object.ts'
import {autoUpdate} from './auto-update.ts'
import {mandatoryFlowSchemas, suggestedFlowSchemas} from './flow-schemas.ts'
import {mandatoryPriorityLevels, suggestedPriorityLevels} from './priority-levels.ts'

const fieldManager = 'api-priority-and-fairness-config-producer-v1'
const interval = 60_000
const resources = [builtin.priorityLevelConfigurations, builtin.flowSchemas]

/**
 * Looks once a minute at the flow schemas and priority levels that the server brings: makes those that are gone, gives their specs back to those that
 * it keeps up to date, and removes those of earlier versions.
 */
export function createFlowControlKeeper(context: ComponentContext): Component {
  const {client, informers} = context
  const kept: {entry: BootstrapObject; mandatory: boolean}[] = [
    ...[...suggestedPriorityLevels(), ...suggestedFlowSchemas()].map(entry => ({entry, mandatory: false})),
    ...[...mandatoryPriorityLevels(), ...mandatoryFlowSchemas()].map(entry => ({entry, mandatory: true})),
  ]

  const keep = async ({resource, object}: BootstrapObject, mandatory: boolean): Promise<void> => {
    const {name} = object.metadata
    const found = informers.informer(resource).get(name!)
    if (!found) {
      await client.create(resource, object, {fieldManager}).catch(ignoring(isAlreadyExists))
      return
    }
    const revised = revise(found, object, mandatory)
    if (revised) await client.update({...resource, name}, revised, {fieldManager}).catch(ignoring(isConflict))
  }

  const reconcile = async () => {
    for (const {entry, mandatory} of kept) await keep(entry, mandatory)
    for (const resource of resources) {
      const names = new Set(kept.map(({entry}) => (entry.resource === resource ? entry.object.metadata.name : '')))
      for (const {metadata} of informers.informer(resource).list())
        if (!names.has(metadata.name) && flag(metadata.annotations?.[autoUpdate]))
          await client.delete({...resource, name: metadata.name}).catch(ignoring(isNotFound))
    }
    return {requeueAfter: interval, background: true}
  }

  return createController(context, {
    name: 'flow-control-keeper',
    watches: resources.map(resource => watch(informers.informer(resource), () => [])),
    initialKeys: ['all'],
    workers: 1,
    reconcile,
  })
}

/** What an object should be that is not what the server brings; undefined when it is fine. */
function revise(found: KubeObject, wanted: KubeObject, mandatory: boolean): KubeObject | undefined {
  const said = flag(found.metadata.annotations?.[autoUpdate])
  const updates = mandatory || (said ?? found.metadata.generation === 1)
  const stale = updates && !isDeepStrictEqual(found['spec'], wanted['spec'])
  if (said === updates && !stale) return undefined
  const annotations = {...found.metadata.annotations, [autoUpdate]: String(updates)}
  return {...found, metadata: {...found.metadata, annotations}, ...(stale && {spec: wanted['spec']})}
}

const flag = (text = ''): boolean | undefined =>
  /^(1|t|true)$/i.test(text) ? true : /^(0|f|false)$/i.test(text) ? false : undefined
