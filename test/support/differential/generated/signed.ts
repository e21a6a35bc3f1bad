import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {plainRequest, someCertificate} from '../sequences/certificates.ts'
import {get, jsonPatch, mergePatch, post, put, remove, send, setup, strategicPatch} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: Json}

const requests = '/apis/certificates.k8s.io/v1/certificatesigningrequests'
const certificate = Buffer.from(someCertificate).toString('base64')
const signers = [
  'example.com/a',
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/legacy-unknown',
  'kubernetes.io/kubelet-serving',
]

/** Requests for certificates on their way: approved, denied, failed, signed, in whatever order and through whatever door. */
export const signed = (seed: string, count: number): Sequence[] =>
  times(3, index => {
    const random = new SeededRandom(`${seed} ${index} signed`)
    const name = `signed-${index}`
    return {name, steps: times(count, () => life(`csr-${index}`, random)).flat()}
  })

function life(name: string, random: SeededRandom): Step[] {
  const signer = pick(random, signers)
  return [
    setup(remove(`${requests}/${name}`)),
    post(requests, request(name, signer, random)),
    ...times(10, () => deed(name, signer, random)),
    get(`${requests}/${name}`),
  ]
}

const request = (name: string, signerName: string, random: SeededRandom): Map => ({
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: {name, ...(chance(random, 0.2) && {labels: {a: 'b'}})},
  spec: {
    request: plainRequest,
    signerName,
    usages: pick(random, [['client auth'], ['digital signature', 'client auth'], ['server auth']]),
    ...(chance(random, 0.4) && {expirationSeconds: pick(random, [600, 599, 3600, -1])}),
    ...(chance(random, 0.2) && {username: 'eve', groups: ['x'], extra: {a: ['b']}}),
  },
  ...(chance(random, 0.2) && {status: status(random)}),
})

const condition = (random: SeededRandom): Map => ({
  type: pick(random, ['Approved', 'Approved', 'Denied', 'Failed', 'Other', '']),
  ...(chance(random, 0.85) && {status: pick(random, ['True', 'True', 'True', 'False', 'Unknown', 'x'])}),
  ...(chance(random, 0.5) && {reason: pick(random, ['Because', ''])}),
  ...(chance(random, 0.4) && {message: 'm'}),
  ...(chance(random, 0.2) && {lastUpdateTime: '2024-01-01T00:00:00Z'}),
  ...(chance(random, 0.2) && {lastTransitionTime: pick<Json>(random, ['2024-01-01T00:00:00Z', null])}),
})

const status = (random: SeededRandom): Map => ({
  ...(chance(random, 0.8) && {conditions: times(pick(random, [0, 1, 1, 2, 3]), () => condition(random))}),
  ...(chance(random, 0.4) && {certificate: pick<Json>(random, [certificate, certificate, '', 'YQ==', null])}),
})

function deed(name: string, signer: string, random: SeededRandom): Step {
  const door = `${requests}/${name}${pick(random, ['/approval', '/approval', '/status', '/status', ''])}`
  const query = some(random, ['dryRun=All', 'fieldManager=m', 'fieldValidation=Strict'])
    .filter(() => chance(random, 0.4))
    .join('&')
  const path = query ? `${door}?${query}` : door
  return pick<() => Step>(random, [
    () => put(path, {...request(name, chance(random, 0.9) ? signer : 'example.com/b', random), status: status(random)}),
    () => put(path, {...request(name, signer, random), status: status(random)}),
    () => mergePatch(path, {status: status(random)}),
    () => mergePatch(path, {status: {conditions: [condition(random)]}}),
    () => strategicPatch(path, {status: {conditions: [condition(random)]}}),
    () => strategicPatch(path, {status: {certificate}}),
    () => jsonPatch(path, [{op: 'add', path: '/status/conditions', value: [condition(random)]}]),
    () => jsonPatch(path, [{op: 'remove', path: '/status/certificate'}]),
    () =>
      send(
        'PATCH',
        `${path}${query ? '&' : '?'}fieldManager=k&force=true`,
        {
          apiVersion: 'certificates.k8s.io/v1',
          kind: 'CertificateSigningRequest',
          metadata: {name},
          status: status(random),
        },
        {'content-type': 'application/apply-patch+yaml'},
      ),
    () => mergePatch(path, {metadata: {labels: {touched: 'x'}}, spec: {usages: ['any']}}),
    () => get(door),
    () => get(door, {accept: 'application/json;as=Table;g=meta.k8s.io;v=v1'}),
  ])()
}
