import assert from 'node:assert/strict'
import {fieldErrorText} from '../../../../src/api/field-error.ts'
import type {KubeObject} from '../../../../src/api/object.ts'
import {parseFeatureGates} from '../../../../src/cluster/apiserver/enablement/feature-gates.ts'
import {pod} from '../../../../src/cluster/resources/core/pod.ts'

const alpha = parseFeatureGates('AllAlpha=true,AllBeta=true')
const exitCodes = {operator: 'In', values: [42]}

/** What a real Kubernetes 1.34.3 with all features has against pods of such a spec. */
const cases: {name: string; container?: object; spec?: object; expected: string[]}[] = [
  {name: 'a hostname of its own', spec: {hostnameOverride: 'over'}, expected: []},
  {
    name: 'a hostname of its own on the host’s network',
    spec: {hostnameOverride: 'over', hostNetwork: true},
    expected: ['spec.hostnameOverride: Forbidden: may not be specified when hostNetwork is true'],
  },
  {
    name: 'a variable from a file',
    container: {env: [{name: 'A', valueFrom: {fileKeyRef: {volumeName: 'e', path: 'f', key: 'A'}}}]},
    spec: {volumes: [{name: 'e', emptyDir: {}}]},
    expected: [],
  },
  {
    name: 'a variable from a file of nowhere',
    container: {env: [{name: 'A', valueFrom: {fileKeyRef: {volumeName: '', path: '../f', key: '1A'}}}]},
    expected: [
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Required value',
      `spec.containers[0].env[0].valueFrom.fileKeyRef.path: Invalid value: "../f": must not contain '..'`,
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: ""',
    ],
  },
  {
    name: 'a container that is started again by its exit code',
    container: {restartPolicy: 'Never', restartPolicyRules: [{action: 'Restart', exitCodes}]},
    expected: [],
  },
  {
    name: 'rules without a policy',
    container: {restartPolicyRules: [{action: 'Restart', exitCodes}]},
    expected: [
      'spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used',
    ],
  },
  {
    name: 'rules that say nothing',
    container: {
      restartPolicy: 'Sometimes',
      restartPolicyRules: [{action: 'Zap', exitCodes: {operator: 'Is'}}, {action: 'Restart'}],
    },
    expected: [
      'spec.containers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"',
      'spec.containers[0].restartPolicyRules[0].action: Unsupported value: "Zap": supported values: "Restart"',
      'spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn"',
      'spec.containers[0].restartPolicyRules[1].exitCodes: Required value: must be specified',
    ],
  },
  {name: 'an image as a volume', spec: {volumes: [{name: 'i', image: {reference: 'r'}}]}, expected: []},
  {
    name: 'no image as a volume',
    spec: {volumes: [{name: 'i', image: {pullPolicy: 'Q'}}]},
    expected: [
      'spec.volumes[0].image.reference: Required value',
      'spec.volumes[0].image.pullPolicy: Unsupported value: "Q": supported values: "Always", "IfNotPresent", "Never"',
    ],
  },
]

describe('pods with fields that features bring', () => {
  for (const {name, container, spec, expected} of cases) {
    const made = () =>
      ({
        metadata: {name: 'p', namespace: 'n'},
        spec: {containers: [{name: 'c', image: 'i', ...container}], ...spec},
      }) as never

    it(`${name}: ${expected.length === 0 ? 'sound' : 'told of'} where the features are on`, () => {
      const draft = made() as KubeObject
      pod.defaults!(draft)
      pod.dropDisabled!(draft, {features: alpha})

      assert.deepEqual(pod.validate!(draft, alpha).map(fieldErrorText), expected)
    })

    it(`${name}: of no account where they are off`, () => {
      const off = parseFeatureGates('')
      const draft = made() as KubeObject
      pod.defaults!(draft)
      pod.dropDisabled!(draft, {features: off})
      const errors = pod.validate!(draft, off).map(fieldErrorText)

      assert.deepEqual(
        errors.filter(each => !each.includes('.env[0]')),
        [],
      )
    })
  }
})
