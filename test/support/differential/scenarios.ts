import {SeededRandom} from '../../../src/cluster/runtime/random.ts'
import type {DifferentialRequest} from './api-connection.ts'
import {movingSteps, withDirective} from './directives.ts'
import type {Json} from './mutations.ts'
import type {Body, Original} from './objects.ts'
import {partOf} from './partial-objects.ts'
import {jsonPatch, mergePatch} from './patches.ts'

/** What one server holds of an original. */
export interface Held {
  resourceVersion: string
}

export type Scenario = (original: Original, mutated: Body, held: Held, turn: number) => DifferentialRequest | undefined

const levels = ['Strict', 'Warn', 'Ignore']
const tables = {accept: 'application/json;as=Table;g=meta.k8s.io;v=v1'}
const query = (turn: number) => `dryRun=All&fieldManager=zed&fieldValidation=${levels[turn % 3]}`

/** The ways in which a changed object is sent; all are dry runs, so that each finds the original. */
export const scenarios: Record<string, Scenario> = {
  create: ({path}, mutated, _, turn) => ({method: 'POST', path: `${path}?${query(turn)}`, body: mutated}),
  update: ({own}, mutated, held, turn) =>
    own ? {method: 'PUT', path: `${own}?${query(turn)}`, body: versioned(mutated, held)} : undefined,
  status: ({own, hasStatus}, mutated, held, turn) =>
    own && hasStatus
      ? {method: 'PUT', path: `${own}/status?${query(turn)}`, body: versioned(mutated, held)}
      : undefined,
  table: ({path}, mutated, _, turn) => ({
    method: 'POST',
    path: `${path}?${query(turn)}${turn % 4 === 0 ? '&includeObject=None' : ''}`,
    headers: tables,
    body: mutated,
  }),
  'status-table': ({own, hasStatus}, mutated, held, turn) =>
    own && hasStatus
      ? {method: 'PUT', path: `${own}/status?${query(turn)}`, headers: tables, body: versioned(mutated, held)}
      : undefined,
  merge: (original, mutated, _, turn) => patch(original, 'merge-patch+json', mergePatch(original.body, mutated), turn),
  strategic: (original, mutated, _, turn) =>
    patch(original, 'strategic-merge-patch+json', mergePatch(original.body, mutated), turn),
  json: (original, mutated, _, turn) =>
    patch(original, 'json-patch+json', jsonPatch(original.body, mutated) as unknown as Json, turn),
  apply: (original, mutated, _, turn) => patch(original, 'apply-patch+yaml', mutated, turn, turn % 2 === 0),
  'status-merge': (original, {status = null}, _, turn) => patch(statusOf(original), 'merge-patch+json', {status}, turn),
  'status-strategic': (original, {status = null}, _, turn) =>
    patch(statusOf(original), 'strategic-merge-patch+json', {status}, turn),
  'status-json': (original, {status = null}, _, turn) =>
    patch(statusOf(original), 'json-patch+json', [{op: 'add', path: '/status', value: status}], turn),
  'status-apply': (original, {apiVersion, kind, metadata = {}, status = null}, _, turn) =>
    patch(
      statusOf(original),
      'apply-patch+yaml',
      {apiVersion, kind, metadata: {name: metadata['name'] ?? null}, status},
      turn,
      turn % 2 === 0,
    ),
  directives: (original, mutated, _, turn) =>
    patch(original, 'strategic-merge-patch+json', withDirective(mutated, randomOf(original, turn)), turn),
  moves: (original, mutated, _, turn) =>
    patch(original, 'json-patch+json', movingSteps(mutated, randomOf(original, turn)), turn),
  part: (original, mutated, _, turn) =>
    patch(original, 'apply-patch+yaml', partOf(mutated, randomOf(original, turn), 0.7), turn, turn % 2 === 0),
  scale: (original, _, __, turn) => scale(original, turn),
  ephemeral: (original, mutated, held, turn) => ofPods(original, 'ephemeralcontainers', {mutated, held, turn}),
  resize: (original, mutated, held, turn) => ofPods(original, 'resize', {mutated, held, turn}),
}

/** Pods through doors of their own, in every language. */
function ofPods(
  {own, ...rest}: Original,
  door: 'ephemeralcontainers' | 'resize',
  {mutated, held, turn}: {mutated: Body; held: Held; turn: number},
): DifferentialRequest | undefined {
  if (!own || rest.body.kind !== 'Pod') return undefined
  const spec = (mutated as {spec?: {containers?: Json}}).spec ?? {}
  const body: Body =
    door === 'resize'
      ? mutated
      : ({...mutated, spec: {...spec, ephemeralContainers: spec.containers ?? null, containers: null}} as Body)
  const of = {...rest, own: `${own}/${door}`}
  switch (turn % 4) {
    case 0:
      return {method: 'PUT', path: `${of.own}?${query(turn)}`, body: versioned(body, held)}
    case 1:
      return patch(of, 'strategic-merge-patch+json', mergePatch(rest.body, body), turn)
    case 2:
      return patch(of, 'merge-patch+json', mergePatch(rest.body, body), turn)
    default:
      return patch(of, 'apply-patch+yaml', body, turn, true)
  }
}

const randomOf = ({title}: Original, turn: number) => new SeededRandom(`${title} ${turn}`)

const statusOf = (original: Original): Original => {
  const {own, ...rest} = original
  return original.hasStatus && own ? {...rest, own: `${own}/status`} : rest
}

const scalable = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']
const counts: Json[] = [0, 1, 3, -1, 2_147_483_647, 2_147_483_648, 1.5, '1', null]

/** Every count in every form. */
function scale({body, own, ...rest}: Original, turn: number): DifferentialRequest | undefined {
  if (!own || !scalable.includes(body.kind)) return undefined
  const replicas = counts[turn % counts.length]!
  const of = {...rest, body, own: `${own}/scale`}
  const {name = null, namespace = null} = body.metadata ?? {}
  const whole = {apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: {name, namespace}, spec: {replicas}}
  switch (Math.floor(turn / counts.length) % 5) {
    case 0:
      return {method: 'PUT', path: `${of.own}?${query(turn)}`, body: whole}
    case 1:
      return patch(of, 'merge-patch+json', {spec: {replicas}, status: {replicas: 9}}, turn)
    case 2:
      return patch(of, 'json-patch+json', [{op: 'replace', path: '/spec/replicas', value: replicas}], turn)
    case 3:
      return patch(of, 'apply-patch+yaml', whole, turn, turn % 2 === 0)
    default:
      return patch(of, 'strategic-merge-patch+json', {spec: {replicas}, metadata: {labels: {a: 'b'}}}, turn)
  }
}

function patch(
  {own}: Original,
  type: string,
  body: Json,
  turn: number,
  force = false,
): DifferentialRequest | undefined {
  if (!own) return undefined
  const headers = {'content-type': `application/${type}`}
  return {method: 'PATCH', path: `${own}?${query(turn)}${force ? '&force=true' : ''}`, headers, body}
}

const versioned = (body: Body, {resourceVersion}: Held): Body =>
  typeof body.metadata === 'object' && body.metadata !== null && !('resourceVersion' in body.metadata)
    ? {...body, metadata: {...body.metadata, resourceVersion}}
    : body
