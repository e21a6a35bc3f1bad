import type {KubeObject} from '../../api/object.ts'

/** Records core/v1 Events as client-go does: one object per source, object, reason and message; repeats count up. */
export interface EventRecorder {
  /** `source` is the reporting component (`kubelet`, `default-scheduler`), `host` its node, `fieldPath` the part meant (`spec.containers{web}`). */
  record(about: KubeObject, event: RecordedEvent): void
}

export interface RecordedEvent {
  type: 'Normal' | 'Warning'
  reason: string
  message: string
  source: string
  host?: string
  fieldPath?: string
  /** For events.k8s.io writers such as the scheduler: what was done. */
  action?: string
}
