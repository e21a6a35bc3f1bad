import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {sayAs} from '../say.ts'
import {Autoscaling} from './autoscaling.ts'

const name = 'horizontal-pod-autoscaler'
/** kube-controller-manager's --horizontal-pod-autoscaler-sync-period; milliseconds. */
const period = 15_000

/** Gives what HorizontalPodAutoscalers point at the size that its metrics ask for, every 15 seconds. */
export function createPodAutoscaler(context: ComponentContext): Component {
  const {clock, informers} = context
  const autoscalers = informers.informer<HorizontalPodAutoscaler>(builtin.horizontalPodAutoscalers)
  const objects = createObjectClient(context)
  const autoscaling = new Autoscaling(context, sayAs(name, context))
  const due = new Map<string, number>()

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const hpa = autoscalers.get(key)
    if (!hpa) {
      due.delete(key)
      autoscaling.forget(key)
      return
    }
    const now = clock.now()
    const fresh = hpa.status?.conditions === undefined
    const first = fresh ? millisecondsOf(hpa.metadata.creationTimestamp) + period : now
    const next = due.get(key) ?? first
    if (next > now) return {requeueAfter: next - now, background: !fresh}
    due.set(key, now + period)
    const status = await autoscaling.scale(hpa)
    if (!isDeepStrictEqual({...hpa.status}, status))
      await objects.updateStatus<HorizontalPodAutoscaler>(builtin.horizontalPodAutoscalers, {...hpa, status})
    return {requeueAfter: period, background: true}
  }

  return createController(context, {
    name,
    queue: 'horizontalpodautoscaler',
    watches: [watch(autoscalers, hpa => [objectKey(hpa)])],
    reconcile,
  })
}
