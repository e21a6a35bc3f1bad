import {gzipSync} from 'node:zlib'
import {decodeProtobuf} from '../../../src/api/protobuf/decode.ts'
import {levelText} from '../../parity/level.ts'
import {parsed, type RawAnswer, type RawRequest, type RawSend, rawSender} from './api-connection.ts'
import {differences} from './differences.ts'
import {inMapOrder} from './in-map-order.ts'
import {managersByName} from './managers-by-name.ts'

/**
 * One request of a sequence; `$NS` in path and body is the sequence's own namespace, `$CONTINUE` and `$VERSION` in its path are what the server said in its last
 * answer that was kept.
 */
export interface Step extends Omit<RawRequest, 'payload'> {
  /** An object is sent as JSON, text and bytes as they are. */
  body?: unknown
  gzip?: boolean
  /** Is sent, not compared. */
  setup?: boolean
  /** Milliseconds that both servers have for what comes of it. */
  pause?: number
  /** Its answer is kept for later steps. */
  keep?: boolean
  /** Its warnings come in the order of Go's maps. */
  anyOrder?: boolean
}

/** What a server said of a list. */
interface Kept {
  continue?: string
  resourceVersion?: string
}

export interface Sequence {
  name: string
  steps: readonly Step[]
}

export interface SequenceResult {
  name: string
  identical: number
  total: number
  misses: {name: string; differing: string[]}[]
}

/** Sends sequences of requests to two servers, both with none of Kubernetes' controllers, and tells where the second answers otherwise than the first. */
export async function* compareSequences(
  {reference, kubeconfig}: {reference: string; kubeconfig: string},
  sequences: readonly Sequence[],
): AsyncGenerator<SequenceResult> {
  const servers = [rawSender(reference), rawSender(kubeconfig)] as const
  const left = [...sequences]
  const running = new Map<string, Promise<SequenceResult>>()
  while (left.length > 0 || running.size > 0) {
    while (running.size < parallel && left.length > 0) {
      const sequence = left.shift()!
      running.set(sequence.name, play(servers, sequence))
    }
    const result = await Promise.race(running.values())
    running.delete(result.name)
    yield result
  }
}

/** How many sequences are under way at a time. */
const parallel = 4

async function play(servers: readonly [RawSend, RawSend], {name, steps}: Sequence): Promise<SequenceResult> {
  const namespace = `sequence-${name}-${process.pid}`
  await Promise.all(servers.map(send => makeNamespace(send, namespace)))
  const result: SequenceResult = {name, identical: 0, total: 0, misses: []}
  const kept: Kept[] = [{}, {}]
  for (const step of steps) {
    const ask = () => Promise.all(servers.map((send, index) => send(requestOf(step, namespace, kept[index]!))))
    let [wanted, got] = await ask()
    // A server that is not ready to answer is asked again when it says.
    for (let tries = 0; wanted!.code === 429 && wanted!.text.includes('initializing') && tries < 5; tries += 1) {
      await new Promise(resolve => setTimeout(resolve, 1000))
      ;[wanted, got] = await ask()
    }
    if (step.keep) for (const [index, answer] of [wanted!, got!].entries()) kept[index] = keptOf(answer, kept[index]!)
    if (step.pause) await new Promise(resolve => setTimeout(resolve, step.pause))
    if (step.setup) continue
    const [one, other] = [wanted!, got!].map(answer => levelled(withoutGenerated(answer, step), namespace, step))
    const found = differences(one, other)
    const differing = found.length > 0 ? found : orderDifference(bodyIn(one), bodyIn(other))
    result.total += 1
    if (differing.length === 0) result.identical += 1
    else result.misses.push({name: nameOf(step), differing})
  }
  await Promise.all(servers.map(send => send({method: 'DELETE', path: `/api/v1/namespaces/${namespace}`})))
  return result
}

/** With the account that pods need, and nobody there who would make it. */
async function makeNamespace(send: RawSend, name: string): Promise<void> {
  const json = {'content-type': 'application/json'}
  const create = (path: string, metadata: object) =>
    send({method: 'POST', path, headers: json, payload: JSON.stringify({metadata})})
  await create('/api/v1/namespaces', {name})
  await create(`/api/v1/namespaces/${name}/serviceaccounts`, {name: 'default'})
}

function requestOf(
  {body, gzip, setup: _, pause: __, keep: ___, anyOrder: ____, headers, path, ...rest}: Step,
  namespace: string,
  kept: Kept,
): RawRequest {
  const plain = payloadOf(body, namespace)
  return {
    ...rest,
    path: path
      .replaceAll('$NS', namespace)
      .replaceAll('$CONTINUE', encodeURIComponent(kept.continue ?? ''))
      .replaceAll('$VERSION', kept.resourceVersion ?? '0'),
    headers: {
      accept: 'application/json',
      ...(plain !== undefined && {'content-type': 'application/json'}),
      ...(gzip && {'content-encoding': 'gzip'}),
      ...Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, value]) => [name, value.replaceAll('$NS', namespace)]),
      ),
    },
    ...(plain !== undefined && {payload: gzip ? gzipSync(plain) : plain}),
  }
}

/** What a list says of itself; whatever else is answered says nothing new. */
function keptOf({code, text}: RawAnswer, before: Kept): Kept {
  if (code !== 200) return before
  try {
    const {metadata} = JSON.parse(text) as {metadata?: Kept}
    return {continue: metadata?.continue, resourceVersion: metadata?.resourceVersion ?? before.resourceVersion}
  } catch {
    return before
  }
}

/** Bytes are sent as they are. */
function payloadOf(body: unknown, namespace: string): string | Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body
  return (typeof body === 'string' ? body : JSON.stringify(body)).replaceAll('$NS', namespace)
}

const nameOf = ({method, path, headers, body, gzip}: Step): string =>
  [
    method,
    path,
    headers && JSON.stringify(headers),
    body !== undefined && JSON.stringify(body).slice(0, 600),
    gzip && 'gzip',
  ]
    .filter(Boolean)
    .join(' ')

const bodyIn = (answer: unknown): unknown => (answer as {body: unknown}).body

/** Where two equal bodies begin to have their fields in another order. */
function orderDifference(wanted: unknown, got: unknown): string[] {
  const [one, other] = [JSON.stringify(wanted) ?? '', JSON.stringify(got) ?? '']
  if (one === other) return []
  let place = 0
  while (one[place] === other[place]) place += 1
  const around = (text: string): string => text.slice(Math.max(0, place - 60), place + 60)
  return [`order: ${around(one)} → ${around(other)}`]
}

/** Without the random end of a generated name. */
function withoutGenerated(answer: RawAnswer, {body}: Step): RawAnswer {
  const {generateName = ''} = (body as {metadata?: {generateName?: unknown}} | undefined)?.metadata ?? {}
  if (typeof generateName !== 'string' || generateName === '') return answer
  const start = generateName.slice(0, 58).replaceAll('.', '\\.')
  const generated = new RegExp(`${start}[bcdfghjklmnpqrstvwxz2456789]{5}\\b`, 'g')
  return {...answer, text: answer.text.replaceAll(generated, 'GENERATED')}
}

/** What a client can see of an answer that may not differ from server to server. */
function levelled({code, headers, text}: RawAnswer, namespace: string, {anyOrder}: Step): unknown {
  const told = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !unlike.has(name))
      .map(([name, value]) => [name, present.has(name) ? 'present' : levelText(sizeless(String(value)), namespace)]),
  )
  if (anyOrder && told['warning'])
    told['warning'] = told['warning']
      .split(/, (?=299 - )/)
      .sort()
      .join(', ')
  return {code, headers: told, body: managersByName(bodyOf(text, namespace))}
}

/** Documents are of different lengths, for prose is kctl's own. */
const sizeless = (range: string): string =>
  range.replace(/^(bytes (?:\d{1,2}-\d{1,2}|\*)\/)\d+$/, '$1N').replace(/^bytes \d{3,}-\d+\/\d+$/, 'bytes N')

/** A stream's lines are taken one by one. */
function bodyOf(whole: string, namespace: string): unknown {
  const text = alike(whole.startsWith('k8s\0') ? fromProtobuf(whole) : whole)
  const lines = text.startsWith('{"type"') ? text.split('\n').filter(Boolean) : []
  return lines.length > 0
    ? lines.map(line => parsed(line, namespace)).filter(isNoReminder)
    : inMapOrder(parsed(text, namespace))
}

/** One object in protobuf as the JSON that it stands for. */
function fromProtobuf(bytes: string): string {
  try {
    return JSON.stringify(decodeProtobuf(Buffer.from(bytes, 'latin1')))
  } catch {
    return bytes
  }
}

/** Bookmarks but the one after the initial events come when they come. */
function isNoReminder(event: unknown): boolean {
  const {type, object} = event as {type?: string; object?: {metadata?: {annotations?: object}}}
  return type !== 'BOOKMARK' || object?.metadata?.annotations !== undefined
}

/** Without what differs from cluster to cluster and is not said in JSON, where it is levelled by its name. */
const alike = (text: string): string => {
  const common = text
    .replaceAll(addOn, '')
    .replaceAll(/X509SHA256=[0-9a-f]+/g, 'X509SHA256=N')
    .replaceAll(key, '"$1": "LEVELLED"')
    .replaceAll(address, '$1')
    .replaceAll(/(ResourceVersion in object meta: )\d+/g, '$1N')
    .replaceAll(/(ResourceVersion in the precondition \()\d+/g, '$1N')
    .replaceAll(/(too old resource version: \d+ \()\d+/g, '$1N')
    .replaceAll(/^( *continue: )[\w-]+$/gm, '$1TOKEN')
    .replaceAll(/selfType\d+/g, 'selfType')
    .replaceAll(/("\d+:)3\d{4}(\/\w+)/g, '$1PORT$2')
    .replaceAll(undeclared, '$1FIELD: field not declared in schema"')
    .replaceAll(/\b(\d+\.\d+\.\d+\.\d+):\d{4,5}\b/g, '$1')
  return /^(apiVersion|kind): /.test(text)
    ? common.replaceAll(addOnGroup, '').replaceAll(columnProse, '- description: ""\n  format:')
    : common
}

/** The first field that a schema does not know is the first in the order of Go's maps, and may come before other complaints. */
const undeclared =
  /(failed to (?:create typed patch object \([^)]*\)|convert (?:old|new) object): )[^"\\]*(?:\\.[^"\\]*)*field not declared in schema(?:\\.|[^"\\])*"/g
/** What other programs add to the list of paths. */
const addOn = /\s*"\/apis\/metrics[^"]*",/g
/** And, in YAML, to the list of groups. */
const addOnGroup = /- (?:metadata:\n {4})?name: metrics\.k8s\.io\n(?: .*\n)+/g
const address = /(serverAddress: .*|"jwks_uri": ?"https:\/\/[^:]*):\d+/g
/** What columns are about, which kctl has no words for. */
const columnProse = /- description: [\s\S]*?\n {2}format:/g
/** The cluster's public key. */
const key = /"(kid|n)": ?"[\w-]{30,}"/g

const unlike = new Set([
  'process-start-time-unix',
  'date',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
])
const present = new Set([
  'audit-id',
  'etag',
  'last-modified',
  'x-kubernetes-pf-flowschema-uid',
  'x-kubernetes-pf-prioritylevel-uid',
])
