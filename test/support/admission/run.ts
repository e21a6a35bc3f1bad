/**
 * Plays admission scenarios on a real API server and on ours, and prints where the answers differ:
 *
 *   tsx test/support/admission/run.ts REFERENCE_KUBECONFIG KUBECONFIG [NAME ...]
 */
import {compareAdmission} from './compare-admission.ts'
import {defaultPluginScenarios} from './default-plugins.ts'
import {mutatingPolicyScenarios} from './mutating-policies.ts'
import {optionalPluginScenarios} from './optional-plugins.ts'
import {podSecurityScenarios} from './pod-security.ts'
import {validatingPolicyScenarios} from './validating-policies.ts'

const [reference = '', ours = '', ...names] = process.argv.slice(2)
const all = [
  ...mutatingPolicyScenarios,
  ...validatingPolicyScenarios,
  ...podSecurityScenarios,
  ...optionalPluginScenarios,
  ...defaultPluginScenarios,
]
const chosen = all.filter(({name}) => names.length === 0 || names.some(each => name.startsWith(each)))
const results = await compareAdmission({reference, ours}, chosen)
for (const {name, differing} of results)
  if (differing.length > 0) console.log(`${name}\n${differing.map(text => `    ${text}`).join('\n')}`)
console.log(`${results.filter(({differing}) => differing.length === 0).length} of ${results.length} alike`)
process.exit(0)
