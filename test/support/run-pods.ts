import type {Pod} from '../../src/api/kinds.ts'
import {timestamp} from '../../src/cluster/runtime/clock.ts'
import type {Bench} from './controller-bench.ts'

/** Plays the kubelet: pods that are not terminating become Running and ready, terminating ones go. Repeats until nothing changes. */
export async function runPods(bench: Bench, phase: 'Running' | 'Succeeded' | 'Failed' = 'Running'): Promise<void> {
  for (let changed = true; changed; ) {
    changed = false
    await bench.settle()
    for (const pod of bench.api.all('pods') as Pod[]) {
      const key = `${pod.metadata.namespace}/${pod.metadata.name}`
      if (pod.status?.phase === undefined || pod.status.phase === 'Pending') {
        bench.api.change('pods', key, object => ({...object, status: podStatus(phase, bench.clock.now())}))
        changed = true
      }
    }
  }
  await bench.settle()
}

export const podStatus = (phase: string, now: number): Pod['status'] => ({
  phase,
  podIP: '10.244.0.1',
  podIPs: [{ip: '10.244.0.1'}],
  conditions: [{type: 'Ready', status: phase === 'Running' ? 'True' : 'False', lastTransitionTime: timestamp(now)}],
})
