import {stringSlice} from '../flags/flag.ts'
import {stringMap} from '../flags/string-map.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {checkResources, policyRules, ruleResources, rulesVerbs, warnOfVerbs} from './policy-rules.ts'
import {roleFlags} from './role.ts'

const flags = {
  ...roleFlags,
  'aggregation-rule': stringMap({usage: 'Labels of the cluster roles that this one gathers.'}),
  'non-resource-url': stringSlice({usage: 'Paths of the server that the rule is about.'}),
}
const urlVerbs = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options']

/** A cluster role of one rule, or one that gathers others. */
export const clusterRole: Generator<typeof flags> = {
  flags,
  target: {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterroles', namespaced: false},
  async generate({name, flags: given, invocation}) {
    requireName(name)
    const verbs = rulesVerbs(given.verb)
    const resources = ruleResources(given.resource)
    const names = [...new Set(given['resource-name'])]
    const urls = [...new Set(given['non-resource-url'])]
    const base = {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: {name}}
    const matchLabels = given['aggregation-rule']
    if (Object.keys(matchLabels).length > 0) {
      if (urls.length > 0 || verbs.length > 0 || resources.length > 0 || names.length > 0)
        throw new Error('aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames')
      return {...base, aggregationRule: {clusterRoleSelectors: [{matchLabels}]}}
    }
    if (verbs.length === 0) throw new Error('at least one verb must be specified')
    if (resources.length === 0 && urls.length === 0)
      throw new Error('one of resource or nonResourceURL must be specified')
    if (resources.length > 0) {
      warnOfVerbs(invocation, verbs)
      await checkResources(invocation, verbs, resources)
    }
    if (urls.length > 0) checkUrls(urls, verbs)
    return {...base, rules: await policyRules(invocation, {verbs, resources, names, urls})}
  },
}

function checkUrls(urls: readonly string[], verbs: readonly string[]): void {
  for (const verb of verbs) if (!urlVerbs.includes(verb)) throw new Error(`invalid verb: '${verb}' for nonResourceURL`)
  for (const url of urls) {
    if (url === '*') continue
    if (!url.startsWith('/')) throw new Error('nonResourceURL should start with /')
    if (url.slice(0, -1).includes('*'))
      throw new Error("nonResourceURL only supports wildcard matches when '*' is at the end")
  }
}
