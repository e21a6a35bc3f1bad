import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../api/builtin-resources.ts'
import type {ClusterRole, PolicyRule} from '../../api/kinds.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {matchesSelector} from '../runtime/label-selector.ts'

const fieldManager = 'clusterrole-aggregation-controller'

/** Gives cluster roles with an aggregation rule (admin, edit, view and people's own) the rules of all roles that it selects. */
export function createClusterRoleAggregation(context: ComponentContext): Component {
  const roles = context.informers.informer<ClusterRole>(builtin.clusterRoles)

  const reconcile = async (name: string): Promise<undefined> => {
    const role = roles.get(name)
    if (!role?.aggregationRule) return
    const rules = aggregatedRules(role, [...roles.list()])
    if (isDeepStrictEqual(rules, role.rules ?? [])) return
    const {apiVersion, kind} = role
    const applied = {apiVersion, kind, metadata: {name}, rules}
    await context.client.patch({...builtin.clusterRoles, name}, 'apply', applied, {fieldManager, force: true})
  }

  const aggregating = (): string[] =>
    [...roles.list()].filter(role => role.aggregationRule).map(role => role.metadata.name!)

  return createController(context, {
    name: fieldManager,
    queue: 'ClusterRoleAggregator',
    watches: [watch(roles, aggregating)],
    reconcile,
  })
}

/** The selected roles' rules, selector by selector, each in the order of their names, and no rule twice. */
export function aggregatedRules(role: ClusterRole, all: readonly ClusterRole[]): PolicyRule[] {
  const rules: PolicyRule[] = []
  const byName = [...all].sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1))
  for (const selector of role.aggregationRule?.clusterRoleSelectors ?? []) {
    const selected = byName.filter(
      other => other.metadata.name !== role.metadata.name && matchesSelector(selector, other.metadata.labels),
    )
    for (const rule of selected.flatMap(other => other.rules ?? []))
      if (!rules.some(known => isDeepStrictEqual(known, rule))) rules.push(rule)
  }
  return rules
}
