import {builtin} from '../../../api/builtin-resources.ts'
import type {FlowSchema} from '../../../api/kinds.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'

const fieldManager = 'api-priority-and-fairness-config-consumer-v1'

/** Says of each flow schema whether the priority level that it sends requests to is there. */
export function createFlowSchemaStatus(context: ComponentContext): Component {
  const schemas = context.informers.informer<FlowSchema>(builtin.flowSchemas)
  const levels = context.informers.informer(builtin.priorityLevelConfigurations)
  schemas.addIndex('level', schema => [levelOf(schema)])

  const reconcile = async (name: string): Promise<undefined> => {
    const schema = schemas.get(name)
    if (!schema) return
    const wanted = dangling(levelOf(schema), levels.get(levelOf(schema)) !== undefined)
    const current = schema.status?.conditions?.find(({type}) => type === wanted.type)
    if (current?.status === wanted.status && current.reason === wanted.reason && current.message === wanted.message)
      return
    const lastTransitionTime = timestamp(context.clock.now())
    const {apiVersion, kind} = schema
    await context.client.patch(
      {...builtin.flowSchemas, name, subresource: 'status'},
      'apply',
      {apiVersion, kind, metadata: {name}, status: {conditions: [{...wanted, lastTransitionTime}]}},
      {fieldManager, force: true},
    )
  }

  return createController(context, {
    name: 'flow-schema-status',
    watches: [
      watch(schemas, ({metadata}) => [metadata.name!]),
      watch(levels, level => [...schemas.byIndex('level', level.metadata.name!)].map(({metadata}) => metadata.name!)),
    ],
    reconcile,
  })
}

const levelOf = ({spec}: FlowSchema): string => spec?.priorityLevelConfiguration.name ?? ''

const dangling = (level: string, found: boolean) => ({
  type: 'Dangling',
  status: found ? 'False' : 'True',
  reason: found ? 'Found' : 'NotFound',
  message: `This FlowSchema references the PriorityLevelConfiguration object named "${level}" ${found ? 'and it exists' : 'but there is no such object'}`,
})
