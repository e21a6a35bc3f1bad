import assert from 'node:assert/strict'
import type {ApiServerSettings} from '../../../../src/cluster/lifecycle/settings.ts'
import {readApiServerOptions} from '../../../../src/cluster/open/api-server-options.ts'

const beta = 'admissionregistration.k8s.io/v1beta1'
const served = (settings: ApiServerSettings): string[] =>
  readApiServerOptions(settings).definitions.map(({group, version, plural}) => `${group}/${version}/${plural}`)
const plugins = (settings: ApiServerSettings): string[] =>
  readApiServerOptions(settings).admission.map(({name}) => name)

describe('the options of the API server', () => {
  const refused: {given: ApiServerSettings; expected: string}[] = [
    {given: {featureGates: 'Foo=true'}, expected: 'unrecognized feature gate: Foo'},
    {given: {featureGates: 'MutatingAdmissionPolicy'}, expected: 'missing bool value for MutatingAdmissionPolicy'},
    {
      given: {featureGates: 'MutatingAdmissionPolicy=maybe'},
      expected:
        'invalid value of MutatingAdmissionPolicy=maybe, err: strconv.ParseBool: parsing "maybe": invalid syntax',
    },
    {
      given: {featureGates: 'APIServerTracing=false'},
      expected: 'cannot set feature gate APIServerTracing to false, feature is locked to true',
    },
    {given: {runtimeConfig: 'foo/v1=true'}, expected: 'unknown api groups foo'},
    {given: {runtimeConfig: 'foo'}, expected: 'runtime-config invalid key foo'},
    {given: {runtimeConfig: 'api/all=false'}, expected: 'invalid key with only api/all=false'},
    {given: {runtimeConfig: 'api/all=foo'}, expected: 'invalid value api/all=foo'},
    {
      given: {runtimeConfig: 'admissionregistration.k8s.io/v9=true'},
      expected: 'group version admissionregistration.k8s.io/v9 that has not been registered',
    },
    {
      given: {runtimeConfig: 'apps/v1=maybe'},
      expected: 'invalid value of apps/v1: maybe, err: strconv.ParseBool: parsing "maybe": invalid syntax',
    },
    {
      given: {runtimeConfig: 'apps/v1/Deployments=true'},
      expected:
        'invalid key apps/v1/Deployments: group/version/resource and resource is always lowercase plural, not "Deployments"',
    },
    {
      given: {enabledPlugins: ['Foo', 'NodeRestriction']},
      expected: 'enable-admission-plugins plugin "Foo" is unknown',
    },
    {given: {disabledPlugins: ['Foo']}, expected: 'disable-admission-plugins plugin "Foo" is unknown'},
    {
      given: {enabledPlugins: ['Priority'], disabledPlugins: ['Priority']},
      expected: '[Priority] in enable-admission-plugins and disable-admission-plugins overlapped',
    },
  ]
  for (const {given, expected} of refused)
    it(`are refused as kube-apiserver does: ${expected}`, () => {
      assert.throws(() => readApiServerOptions(given), {message: expected})
    })

  const cases: {name: string; given: ApiServerSettings; includes: string[]; excludes: string[]}[] = [
    {
      name: 'serve no beta by themselves',
      given: {featureGates: 'MutatingAdmissionPolicy=true'},
      includes: ['apps/v1/deployments'],
      excludes: [`${beta}/mutatingadmissionpolicies`],
    },
    {
      name: 'serve a version that is asked for',
      given: {runtimeConfig: `${beta}=true`},
      includes: [`${beta}/mutatingadmissionpolicies`, `${beta}/mutatingadmissionpolicybindings`],
      excludes: ['admissionregistration.k8s.io/v1alpha1/mutatingadmissionpolicies'],
    },
    {
      name: 'serve all betas but one resource',
      given: {runtimeConfig: `api/beta=true,${beta}/mutatingadmissionpolicies=false`},
      includes: [`${beta}/mutatingadmissionpolicybindings`],
      excludes: [`${beta}/mutatingadmissionpolicies`],
    },
    {
      name: 'serve no kind whose feature is off, whatever is asked for',
      given: {runtimeConfig: 'api/all=true'},
      includes: [`${beta}/mutatingadmissionpolicies`],
      excludes: [
        'storagemigration.k8s.io/v1alpha1/storageversionmigrations',
        'certificates.k8s.io/v1beta1/clustertrustbundles',
      ],
    },
    {
      name: 'serve a kind whose feature is on',
      given: {runtimeConfig: 'api/all=true', featureGates: 'StorageVersionMigrator=true,ClusterTrustBundle=true'},
      includes: [
        'storagemigration.k8s.io/v1alpha1/storageversionmigrations',
        'certificates.k8s.io/v1beta1/clustertrustbundles',
      ],
      excludes: [],
    },
    {
      name: 'serve a version no more',
      given: {runtimeConfig: 'batch/v1=false,v1/podtemplates=false'},
      includes: ['/v1/pods'],
      excludes: ['batch/v1/jobs', '/v1/podtemplates'],
    },
  ]
  for (const {name, given, includes, excludes} of cases)
    it(name, () => {
      const found = served(given)

      assert.deepEqual(
        includes.filter(each => !found.includes(each)),
        [],
      )
      assert.deepEqual(
        excludes.filter(each => found.includes(each)),
        [],
      )
    })

  it('turn admission plugins on and off, in the order of kube-apiserver', () => {
    const usual = plugins({})
    const changed = plugins({enabledPlugins: [], disabledPlugins: ['ServiceAccount']})
    const mutating = plugins({featureGates: 'MutatingAdmissionPolicy=true'})

    assert.ok(usual.includes('NodeRestriction') && !usual.includes('MutatingAdmissionPolicy'))
    assert.deepEqual(
      usual.filter(name => !changed.includes(name)),
      ['ServiceAccount', 'NodeRestriction'],
    )
    assert.equal(mutating.indexOf('MutatingAdmissionPolicy'), mutating.indexOf('MutatingAdmissionWebhook') - 1)
  })

  it('warn of gates that will be gone', () => {
    assert.deepEqual(readApiServerOptions({featureGates: 'APIServerTracing=true'}).warnings, [
      'Setting GA feature gate APIServerTracing=true. It will be removed in a future release.',
    ])
  })
})
