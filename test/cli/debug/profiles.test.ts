import assert from 'node:assert/strict'
import type {Pod} from '../../../src/api/kinds.ts'
import {type ProfileTarget, profileNamed} from '../../../src/cli/debug/profiles/index.ts'

const nothingKept = {
  'keep-labels': false,
  'keep-annotations': false,
  'keep-liveness': false,
  'keep-readiness': false,
  'keep-startup': false,
  'keep-init-containers': true,
}

const podWith = (): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'web', labels: {app: 'web'}, annotations: {a: 'b'}},
  spec: {
    containers: [
      {name: 'web', readinessProbe: {tcpSocket: {port: 80}}},
      {name: 'debugger', securityContext: {runAsUser: 1}},
    ],
  },
})

const add = (...names: string[]) => ({runAsUser: 1, capabilities: {add: names}})
const locked = {
  runAsNonRoot: true,
  capabilities: {drop: ['ALL']},
  allowPrivilegeEscalation: false,
  seccompProfile: {type: 'RuntimeDefault'},
}

const host = {hostNetwork: true, hostPID: true, hostIPC: true}
const root = {volumes: [{name: 'host-root', hostPath: {path: '/'}}]}

const cases: {profile: string; style: ProfileTarget['style']; security?: object; spec?: object; labels?: object}[] = [
  {profile: 'legacy', style: 'node', security: {runAsUser: 1}, spec: {...host, ...root}, labels: {app: 'web'}},
  {profile: 'legacy', style: 'ephemeral', security: {runAsUser: 1}, labels: {app: 'web'}},
  {profile: 'legacy', style: 'copy', security: {runAsUser: 1}},
  {profile: 'general', style: 'node', spec: {...host, ...root}, labels: {app: 'web'}},
  {profile: 'general', style: 'ephemeral', security: add('SYS_PTRACE'), labels: {app: 'web'}},
  {profile: 'general', style: 'copy', security: add('SYS_PTRACE'), spec: {shareProcessNamespace: true}},
  {profile: 'baseline', style: 'node', labels: {app: 'web'}},
  {profile: 'baseline', style: 'copy', spec: {shareProcessNamespace: true}},
  {profile: 'restricted', style: 'ephemeral', security: locked, labels: {app: 'web'}},
  {profile: 'restricted', style: 'copy', security: locked, spec: {shareProcessNamespace: true}},
  {profile: 'netadmin', style: 'node', security: add('NET_ADMIN', 'NET_RAW'), spec: host, labels: {app: 'web'}},
  {profile: 'sysadmin', style: 'ephemeral', security: {runAsUser: 1, privileged: true}, labels: {app: 'web'}},
]

describe('the profiles of kctl debug', () => {
  for (const {profile, style, security, spec = {}, labels} of cases)
    it(`${profile} on ${style}`, () => {
      const pod = podWith()

      profileNamed(profile)({pod, name: 'debugger', style, keep: nothingKept})

      const {containers, ...rest} = pod.spec!
      assert.deepEqual(containers[1]!.securityContext, security)
      assert.deepEqual(rest, spec)
      assert.deepEqual(pod.metadata.labels, labels)
    })

  it('a copy is left alone by the probes of its original, unless they are kept', () => {
    const [bare, kept] = [podWith(), podWith()]

    profileNamed('general')({pod: bare, name: 'debugger', style: 'copy', keep: nothingKept})
    profileNamed('general')({
      pod: kept,
      name: 'debugger',
      style: 'copy',
      keep: {...nothingKept, 'keep-readiness': true},
    })

    assert.equal(bare.spec!.containers[0]!.readinessProbe, undefined)
    assert.deepEqual(kept.spec!.containers[0]!.readinessProbe, {tcpSocket: {port: 80}})
  })

  it('refuses another name', () =>
    assert.throws(() => profileNamed('toString'), {message: 'unknown profile: toString'}))
})
