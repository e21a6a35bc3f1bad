import {builtin} from '../../../api/builtin-resources.ts'
import type {Node, Pod} from '../../../api/kinds.ts'
import type {Client} from '../../../client/client.ts'
import {Activity} from '../../runtime/activity.ts'
import {ClusterClock} from '../../runtime/cluster-clock.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {silent} from '../../runtime/logger.ts'
import {SeededRandom} from '../../runtime/random.ts'
import {ClusterCache} from '../cache/cluster-cache.ts'
import type {NodeInfo} from '../cache/node-info.ts'
import {CycleState} from '../framework/cycle-state.ts'
import {Framework} from '../framework/framework.ts'
import type {Verdict} from '../framework/verdict.ts'
import {defaultPlugins} from '../plugins/index.ts'
import {defaultSchedulerName} from '../scheduler.ts'
import {listedInformers} from './listed-informers.ts'
import {remedyFor} from './remedies.ts'

/** What one plugin has against a node, and what would change its mind. */
export interface Objection {
  plugin: string
  reason: string
  remedy?: string
}

export interface Placement {
  /** Where the pod is already. */
  nodeName?: string
  /** What keeps the pod from being placed at all, whatever the nodes. */
  pod: Objection[]
  /** In the order of their names; the score only where the pod fits, as kube-scheduler would weigh it among those. */
  nodes: {name: string; objections: Objection[]; score?: number}[]
}

/** Looks at a pod as the scheduler does, but asks every plugin about every node, and changes nothing. Works on any cluster. */
export async function explainPlacement(client: Client, placed: Pod): Promise<Placement> {
  const {nodeName} = placed.spec ?? {}
  // Where it is now is no wish of its.
  const pod: Pod = nodeName ? {...placed, spec: {...placed.spec!, nodeName: undefined}} : placed
  const cache = new ClusterCache()
  const framework = await listedFramework(client, cache, pod)
  const state = new CycleState()
  await framework.prepare(pod)
  const gate = framework.preEnqueue(pod)
  const {verdict, nodeNames} = framework.preFilter(state, pod)
  const infos = [...cache.nodes].sort((a, b) => (a.name < b.name ? -1 : 1))
  const nodes = infos.map(info => ({
    name: info.name,
    objections: [
      ...(nodeNames && !nodeNames.has(info.name) ? [outside] : []),
      ...framework.verdicts(state, pod, info).flatMap(each => objections(each, pod, info)),
    ],
  }))
  const objected = [gate, verdict].flatMap(each => (each ? objections(each, pod) : []))
  return {
    pod: objected,
    nodes: objected.length > 0 ? nodes : scored(framework, state, pod, infos, nodes),
    ...(nodeName && {nodeName}),
  }
}

/** The scheduler's framework over lists of all that is there, but for the pod itself. */
async function listedFramework(client: Client, cache: ClusterCache, pod: Pod): Promise<Framework> {
  const informers = listedInformers(silent)
  const context: ComponentContext = {
    client,
    informers,
    clock: new ClusterClock(0),
    random: new SeededRandom('why'),
    activity: new Activity(),
    events: {record: () => {}},
    log: silent,
  }
  const framework: Framework = new Framework(
    defaultSchedulerName,
    defaultPlugins({...context, cache, framework: () => framework}),
  )
  const nodes = informers.informer<Node>(builtin.nodes)
  const pods = informers.informer<Pod>(builtin.pods)
  await informers.fill(client)
  for (const node of nodes.list()) cache.setNode(node)
  for (const other of pods.list()) if (other.metadata.uid !== pod.metadata.uid) cache.setPod(other)
  return framework
}

function scored(framework: Framework, state: CycleState, pod: Pod, infos: NodeInfo[], nodes: Placement['nodes']) {
  const fitting = infos.filter((_, index) => nodes[index]!.objections.length === 0)
  if (fitting.length === 0) return nodes
  const scores = framework.score(state, pod, fitting)
  const scoreOf = new Map(fitting.map(({name}, index) => [name, scores[index]!]))
  return nodes.map(node => ({...node, ...(scoreOf.has(node.name) && {score: scoreOf.get(node.name)})}))
}

const outside: Objection = {plugin: 'NodeAffinity', reason: "node(s) didn't satisfy plugin(s) [NodeAffinity]"}

const objections = ({plugin = '', reasons}: Verdict, pod: Pod, node?: NodeInfo): Objection[] =>
  reasons.map(reason => {
    const remedy = remedyFor({plugin, reason, pod, ...(node && {node})})
    return {plugin, reason, ...(remedy && {remedy})}
  })
