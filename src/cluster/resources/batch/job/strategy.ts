import type {Job} from '../../../../api/kinds.ts'
import type {ResourceContext} from '../../define-resource.ts'
import {dropGated} from '../../gated-fields.ts'

/** A new job gets labels that find its pods again, unless its author sees to that. Where its own were the template's, it has them itself: in Go the two are one map. */
export function prepareForCreate(job: Job, {features}: Pick<ResourceContext, 'features'>): void {
  job.status = {}
  dropGated([{features: 'JobManagedBy', fields: 'spec.managedBy'}], job, {features})
  const {spec, metadata} = job
  if (!spec || spec.manualSelector) return
  const template = spec.template as NonNullable<Job['spec']>['template']
  template.metadata ??= {}
  const [uid, name] = [metadata.uid ?? '', metadata.name ?? '']
  const own = {
    'controller-uid': uid,
    'job-name': name,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
  }
  const shared = metadata.labels !== undefined && metadata.labels === template.metadata.labels
  template.metadata.labels = {...own, ...template.metadata.labels}
  spec.selector ??= {}
  const label = 'batch.kubernetes.io/controller-uid'
  if (spec.selector.matchLabels?.[label] === undefined)
    spec.selector.matchLabels = {...spec.selector.matchLabels, [label]: uid}
  if (shared) metadata.labels = {...template.metadata.labels}
}

/** A job without labels has those of its template, which it has got in the meantime: what is stored is read with defaults. */
export function copyTemplateLabels({metadata, spec}: Job): void {
  const labels = spec?.template.metadata?.labels
  if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = {...labels}
}
