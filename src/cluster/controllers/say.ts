import type {KubeObject} from '../../api/object.ts'
import type {ComponentContext} from '../runtime/component.ts'

/** Says something of an object in an event. */
export type Say = (about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string) => void

/** Events of one source: a controller's name as Kubernetes has it. */
export const sayAs =
  (source: string, {events}: Pick<ComponentContext, 'events'>): Say =>
  (about, type, reason, message) =>
    events.record(about, {type, reason, message, source})
