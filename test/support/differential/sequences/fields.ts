import type {Step} from '../compare-sequences.ts'
import {originals} from '../objects.ts'
import {accept} from './step.ts'

const partial = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'
/** Those of some kind, and some of none. */
const fields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.labels.a',
  'spec.nodeName',
  'spec.unschedulable',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.podIPs',
  'status.nominatedNodeName',
  'status.replicas',
  'status.successful',
  'spec.signerName',
  'spec.clusterIP',
  'spec.type',
  'spec.driver',
  'type',
  'reason',
  'source',
  'involvedObject.kind',
  'involvedObject.fieldPath',
  'regarding.name',
  'reportingController',
  'reportingComponent',
  'name',
  'kind',
  'nosuch',
  '',
]

/** What can be selected by which field: for every kind, each field that one of them has. */
export const fieldSelectors: Step[] = [...new Set(originals().map(({path, own}) => (own ? path : '')))]
  .filter(Boolean)
  .map(path => path.replace('/namespaces/differential/', '/namespaces/$NS/'))
  .flatMap(path => [
    ...fields.map(field => accept(`${path}?labelSelector=nosuch&fieldSelector=${field}%3Da`, partial)),
    accept(`${path}?labelSelector=nosuch&fieldSelector=metadata.name!%3Da,nosuch!%3Db`, partial),
    accept(
      `${path}?labelSelector=nosuch&watch=true&timeoutSeconds=1&resourceVersion=x&fieldSelector=nosuch%3Da`,
      partial,
    ),
  ])
