import type {Pod} from '../../../api/kinds.ts'
import {get} from '../handlers/get.ts'
import {wholeObject} from '../handlers/object-view.ts'
import {patch} from '../handlers/patch.ts'
import {update} from '../handlers/update.ts'
import {keepField} from '../registry/status-field.ts'
import type {UpdateStrategy} from '../registry/update-object.ts'
import {ephemeralErrors, resizeErrors} from './pod-update-rules.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Adds ephemeral containers to a pod; everything else of it stays. */
export const ephemeralContainers: SubresourceHandler = throughStrategy({
  prepare(draft, old) {
    const wanted = (draft as Pod).spec?.ephemeralContainers
    keepAll(draft as Pod, old as Pod)
    if (wanted) (draft as Pod).spec!.ephemeralContainers = wanted
    else delete (draft as Pod).spec!.ephemeralContainers
  },
  validate: (draft, old) => ephemeralErrors(draft as Pod, old as Pod),
})

/** Changes the resources of a pod's containers; everything else of it stays. */
export const resize: SubresourceHandler = throughStrategy({
  prepare(draft, old) {
    const wanted = (draft as Pod).spec
    keepAll(draft as Pod, old as Pod)
    const spec = (draft as Pod).spec!
    for (const field of ['containers', 'initContainers'] as const)
      spec[field] = spec[field]?.map(container => {
        const other = wanted?.[field]?.find(({name}) => name === container.name)
        return other ? {...container, resources: other.resources, resizePolicy: other.resizePolicy} : container
      }) as never
    if (spec.initContainers === undefined) delete spec.initContainers
  },
  validate: (draft, old) => resizeErrors(draft as Pod, old as Pod),
})

function throughStrategy(strategy: UpdateStrategy): SubresourceHandler {
  return {
    get,
    update: context => update(context, wholeObject(context, strategy)),
    patch: context => patch(context, wholeObject(context, strategy)),
  }
}

/** The old pod's spec (a copy of its surface) and status in the draft. */
function keepAll(draft: Pod, old: Pod): void {
  draft.spec = {...old.spec!}
  keepField(draft, old, 'status')
}
