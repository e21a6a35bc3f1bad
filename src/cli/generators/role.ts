import {stringArray, stringSlice} from '../flags/flag.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {checkResources, policyRules, ruleResources, rulesVerbs, warnOfVerbs} from './policy-rules.ts'

export const roleFlags = {
  resource: stringSlice({usage: 'The resources of the rule.'}),
  'resource-name': stringArray({usage: 'The only objects that the rule is about; may be given several times.'}),
  verb: stringSlice({usage: 'What the rule allows.'}),
}

/** A role of one rule. */
export const role: Generator<typeof roleFlags> = {
  flags: roleFlags,
  target: {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'roles', namespaced: true},
  async generate({name, flags, invocation}) {
    requireName(name)
    const verbs = rulesVerbs(flags.verb)
    const resources = ruleResources(flags.resource)
    if (verbs.length === 0) throw new Error('at least one verb must be specified')
    warnOfVerbs(invocation, verbs)
    if (resources.length === 0) throw new Error('at least one resource must be specified')
    await checkResources(invocation, verbs, resources)
    const names = [...new Set(flags['resource-name'])]
    const rules = await policyRules(invocation, {verbs, resources, names, urls: []})
    return {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: {name}, rules}
  },
}
