import assert from 'node:assert/strict'
import {createAdmissionPolicyStatus} from '../../../src/cluster/controllers/admission-policy-status.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const policy = (status?: object) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: {name: 'p', generation: 2},
  spec: {},
  ...(status && {status}),
})

describe('the status of admission policies', () => {
  it('tells that a policy was looked at, once', async () => {
    const at = bench(['validatingadmissionpolicies', policy()])
    assert.deepEqual(summary(await at.run(createAdmissionPolicyStatus)), ['patch validatingadmissionpolicies/status p'])
    await at.close()
  })

  it('has nothing to do where that is told', async () => {
    const at = bench(['validatingadmissionpolicies', policy({observedGeneration: 2})])
    assert.deepEqual(await at.run(createAdmissionPolicyStatus), [])
    await at.close()
  })
})
