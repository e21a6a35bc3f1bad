import type {Step} from '../compare-sequences.ts'
import {originals} from '../objects.ts'
import {mergePatch, post, remove, setup} from './step.ts'

const changes: object[] = [
  {uid: 'x'},
  {labels: {'bad key': 'x'}},
  {labels: {a: 'b c'}},
  {finalizers: ['bad', 'example.com/f']},
  {finalizers: ['a b']},
  {annotations: {'bad key!': 'x'}},
  {generation: -1},
  {ownerReferences: [{apiVersion: 'v1', kind: 'ConfigMap', name: '', uid: 'u'}]},
  {uid: 'x', labels: {'bad key': 'x'}, finalizers: ['a b']},
  {creationTimestamp: null, generateName: 'BAD_', namespace: 'other'},
  {managedFields: [{manager: 'm', operation: 'Nosuch', fieldsType: 'x'}]},
  {deletionTimestamp: '2024-01-01T00:00:00Z', deletionGracePeriodSeconds: 5},
]

/** What is wrong with the metadata of objects of every kind, told as often as each kind's own rules look at it, at every door. */
export const metadataSteps: Step[] = originals()
  .filter(({own, path}) => own && !path.includes('differential-quota'))
  .flatMap(({body, path: place, hasStatus}) => {
    const path = place.replace('/namespaces/differential', '/namespaces/$NS')
    const name =
      body.kind === 'Namespace' ? '$NS-meta' : String(body.metadata?.['name']).replace(/^differential/, 'meta')
    const namespace = path.includes('$NS') ? {namespace: '$NS'} : {}
    const own = `${path}/${name}`
    return [
      setup(post(path, {...body, metadata: {...body.metadata, name, ...namespace}})),
      ...changes.flatMap(metadata =>
        ['', ...(hasStatus ? ['/status'] : [])].map(door => mergePatch(`${own}${door}?dryRun=All`, {metadata})),
      ),
      setup(mergePatch(own, {metadata: {finalizers: null}})),
      setup(remove(`${own}?gracePeriodSeconds=0`)),
    ]
  })
