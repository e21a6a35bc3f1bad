import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {compareAdmission} from '../support/admission/compare-admission.ts'
import {mutatingPolicyScenarios} from '../support/admission/mutating-policies.ts'
import {validatingPolicyScenarios} from '../support/admission/validating-policies.ts'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'
import {haveRealPrograms} from '../support/real-programs.ts'
import {type RealServer, startRealServer} from '../support/real-server.ts'

const flags = [
  '--feature-gates=MutatingAdmissionPolicy=true',
  '--runtime-config=admissionregistration.k8s.io/v1beta1=true,admissionregistration.k8s.io/v1alpha1=true',
  '--enable-admission-plugins=NodeRestriction',
]

/** Nobody but the API servers, so that nothing changes what is compared. */
const alone = ['--port=0', '--nodes=1', '--disable=scheduler,controllers,kubelets']

/** The same flags, the same policies, the same writes: to a real API server and to ours. */
describe('admission', function () {
  this.timeout(120_000)
  let home: KctlHome
  let real: RealServer | undefined
  let ours = ''

  before(async function () {
    if (!haveRealPrograms('etcd', 'kube-apiserver', 'kubectl')) this.skip()
    home = makeKctlHome()
    const started = home.kctl('cluster', 'start', ...alone, ...flags)
    real = await startRealServer({flags})
    const {code, stderr} = await started
    assert.equal(code, 0, stderr)
    ours = join(home.path, 'kubeconfig')
    writeFileSync(ours, (await home.kctl('cluster', 'kubeconfig')).stdout)
  })
  after(async () => {
    await real?.stop()
    await home?.remove()
  })

  it('by validating policies is what a real API server does', async () => {
    // One scenario with a budget is enough: spending it takes seconds.
    const affordable = validatingPolicyScenarios.filter(({name}) => !/^v-budget(?!-conditions)/.test(name))

    const results = await compareAdmission({reference: real!.kubeconfig, ours}, affordable)

    assert.deepEqual(
      results.filter(({differing}) => differing.length > 0),
      [],
    )
  })

  it('by mutating policies is what a real API server does', async () => {
    const results = await compareAdmission({reference: real!.kubeconfig, ours}, mutatingPolicyScenarios)

    assert.deepEqual(
      results.filter(({differing}) => differing.length > 0),
      [],
    )
  })
})
