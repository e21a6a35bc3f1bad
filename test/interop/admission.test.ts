import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {compareAdmission} from '../support/admission/compare-admission.ts'
import {defaultPluginScenarios} from '../support/admission/default-plugins.ts'
import {mutatingPolicyScenarios} from '../support/admission/mutating-policies.ts'
import {optionalConfiguration, optionalPluginScenarios, optionalPlugins} from '../support/admission/optional-plugins.ts'
import {podSecurityScenarios} from '../support/admission/pod-security.ts'
import {validatingPolicyScenarios} from '../support/admission/validating-policies.ts'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'
import {haveRealPrograms} from '../support/real-programs.ts'
import {type RealServer, startRealServer} from '../support/real-server.ts'

/** Nobody but the API servers, so that nothing changes what is compared. */
const alone = ['--port=0', '--nodes=1', '--disable=scheduler,controllers,kubelets']

/** What takes long: spending budgets, and all versions of the standards. */
const long = /^v-budget(?!-conditions)|^ps-\w+-v1-(?!24)|^dp-quota-(?!compute|storage)/

/** The same flags, the same policies, the same writes: to a real API server and to ours. */
describe('admission', function () {
  this.timeout(120_000)
  let home: KctlHome
  let real: RealServer | undefined

  before(function () {
    if (!haveRealPrograms('etcd', 'kube-apiserver', 'kubectl')) this.skip()
    home = makeKctlHome()
  })
  after(async () => {
    await real?.stop()
    await home?.remove()
  })

  it('by policies and plugins is what a real API server does', async () => {
    const configuration = join(home.path, 'admission.yaml')
    writeFileSync(configuration, optionalConfiguration)
    const flags = [
      '--feature-gates=MutatingAdmissionPolicy=true',
      '--runtime-config=admissionregistration.k8s.io/v1beta1=true,admissionregistration.k8s.io/v1alpha1=true',
      `--enable-admission-plugins=${optionalPlugins.join(',')}`,
      `--admission-control-config-file=${configuration}`,
      '--default-not-ready-toleration-seconds=60',
      '--default-unreachable-toleration-seconds=90',
    ]
    const starting = startRealServer({flags}).then(server => {
      real = server
    })
    const {code, stderr} = await home.kctl('cluster', 'start', ...alone, ...flags)
    await starting
    assert.equal(code, 0, stderr)
    const ours = join(home.path, 'kubeconfig')
    writeFileSync(ours, (await home.kctl('cluster', 'kubeconfig')).stdout)
    const scenarios = [
      ...validatingPolicyScenarios,
      ...mutatingPolicyScenarios,
      ...podSecurityScenarios,
      ...optionalPluginScenarios,
      ...defaultPluginScenarios,
    ].filter(({name}) => process.env['KCTL_CASES'] || !long.test(name))

    const results = await compareAdmission({reference: real!.kubeconfig, ours}, scenarios)

    assert.deepEqual(
      results.filter(({differing}) => differing.length > 0),
      [],
    )
  })
})
