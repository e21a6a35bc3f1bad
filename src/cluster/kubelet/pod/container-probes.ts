import type {Probe} from '../../../api/kinds.ts'
import {type ProbeKind, Prober} from '../probes/prober.ts'
import {runProbe} from '../probes/run-probe.ts'
import type {ContainerTrack} from './container-track.ts'
import type {PodWork} from './pod-work.ts'
import {probeTarget} from './probe-target.ts'

/** Begins a running container's probes: the startup probe alone for as long as it has not passed. */
export function startProbes(work: PodWork, track: ContainerTrack): void {
  const {startupProbe, livenessProbe, readinessProbe} = track.spec
  stopProbesOf(work, track)
  if (startupProbe && !track.started) return begin(work, track, 'startup', startupProbe)
  if (livenessProbe) begin(work, track, 'liveness', livenessProbe)
  if (readinessProbe) begin(work, track, 'readiness', readinessProbe)
}

export function stopProbesOf({probers}: PodWork, {spec}: ContainerTrack): void {
  for (const prober of probers.get(spec.name) ?? []) prober.stop()
  probers.delete(spec.name)
}

/** A pod that is ending is not restarted, but whoever sends it traffic is told whether it still takes any. */
export function stopAllButReadiness({probers}: PodWork, {spec}: ContainerTrack): void {
  const all = probers.get(spec.name) ?? []
  for (const prober of all) if (prober.kind !== 'readiness') prober.stop()
  probers.set(
    spec.name,
    all.filter(({kind}) => kind === 'readiness'),
  )
}

export function stopProbes(work: PodWork): void {
  for (const track of work.tracks) stopProbesOf(work, track)
}

function begin(work: PodWork, track: ContainerTrack, kind: ProbeKind, probe: Probe): void {
  const {name} = track.spec
  const words = `${kind[0]!.toUpperCase()}${kind.slice(1)} probe`
  const warn = (text: string) => work.record('Warning', 'ProbeWarning', `${words} warning: ${text}`, name)
  const prober = new Prober({
    clock: work.context.clock,
    startedAt: track.current!.startedAt!,
    probe,
    kind,
    run: () => counted(work, name, kind, runProbe(probe, {...probeTarget(work, track), warn})),
    failed: text => work.record('Warning', 'Unhealthy', `${words} failed: ${text}`, name),
    verdict: success => judged(work, track, {kind, success, probe}),
  })
  work.probers.set(name, [...(work.probers.get(name) ?? []), prober])
  prober.start()
}

/** A probe's outcome, once it has been counted. */
async function counted(
  work: PodWork,
  container: string,
  kind: ProbeKind,
  outcome: Promise<string | undefined>,
): Promise<string | undefined> {
  const {clock} = work.context
  const begun = clock.now()
  const text = await outcome
  const {namespace = '', name: pod = '', uid = ''} = work.pod.metadata
  const about = {node: work.node.name, namespace, pod, uid, container}
  work.parts.probeMetrics?.count(kind, about, text === undefined, (clock.now() - begun) / 1000)
  return text
}

function judged(
  work: PodWork,
  track: ContainerTrack,
  {kind, success, probe}: {kind: ProbeKind; success: boolean; probe: Probe},
): void {
  if (kind === 'readiness') track.ready = success
  else if (!success) restart(work, track, kind, probe)
  else if (kind === 'startup') {
    track.started = true
    startProbes(work, track)
  }
  work.wake()
}

/** Ends a container that is not well; its restart policy says what comes next. */
function restart(work: PodWork, track: ContainerTrack, kind: ProbeKind, probe: Probe): void {
  if (track.stopping) return
  track.stopping = true
  stopProbesOf(work, track)
  const {name} = track.spec
  work.record('Normal', 'Killing', `Container ${name} failed ${kind} probe, will be restarted`, name)
  const grace = probe.terminationGracePeriodSeconds ?? work.grace
  void work.runtime.stopContainer(track.current!.id, grace).then(work.wake)
}
