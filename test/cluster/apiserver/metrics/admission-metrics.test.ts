import assert from 'node:assert/strict'
import {Metrics} from '../../../../src/cluster/runtime/metrics/metrics.ts'

const group = '/apis/admissionregistration.k8s.io/v1'

describe('the metrics of admission', () => {
  it('count plugins, steps, policies and webhooks', async () => {
    const {AdmissionMetrics} = await import('../../../../src/cluster/apiserver/metrics/admission-metrics.ts')
    const {startTestApiServer} = await import('../../../support/api-server.ts')
    const metrics = new Metrics()
    const api = await startTestApiServer({admissionMetrics: new AdmissionMetrics(metrics)})
    const rules = [{apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps']}]
    await api.send('POST', `${group}/validatingadmissionpolicies`, {
      metadata: {name: 'p'},
      spec: {matchConstraints: {resourceRules: rules}, validations: [{expression: 'object.metadata.name != "bad"'}]},
    })
    await api.send('POST', `${group}/validatingadmissionpolicybindings`, {
      metadata: {name: 'b'},
      spec: {policyName: 'p', validationActions: ['Deny']},
    })
    await api.send('POST', `${group}/validatingwebhookconfigurations`, {
      metadata: {name: 'w'},
      webhooks: [
        {
          name: 'w.example.com',
          rules,
          clientConfig: {url: 'https://127.0.0.1:1'},
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    })

    await api.send('POST', '/api/v1/namespaces/default/configmaps', {metadata: {name: 'bad'}})
    await api.send('POST', '/api/v1/namespaces/default/configmaps', {metadata: {name: 'good'}})
    await api.close()

    const lines = metrics.text().split('\n')
    const expected = [
      'apiserver_validating_admission_policy_check_total{enforcement_action="deny",error_type="invalid_error",policy="p",policy_binding="b"} 1',
      'apiserver_admission_controller_admission_duration_seconds_count{name="ValidatingAdmissionPolicy",operation="CREATE",rejected="true",type="validate"} 1',
      'apiserver_admission_step_admission_duration_seconds_count{operation="CREATE",rejected="true",type="validate"} 2',
      'apiserver_admission_webhook_rejection_count{error_type="calling_webhook_error",name="w.example.com",operation="CREATE",rejection_code="503",type="validating"} 1',
      'apiserver_admission_webhook_request_total{code="503",name="w.example.com",operation="CREATE",rejected="true",type="validating"} 1',
    ]
    assert.deepEqual(
      expected.filter(line => !lines.includes(line)),
      [],
    )
  })
})
