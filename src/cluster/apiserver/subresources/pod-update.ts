import type {Container, Pod} from '../../../api/kinds.ts'
import {validateEphemeralContainersUpdate, validatePodResize} from '../../resources/core/pod/validate/index.ts'
import {keptMetadata} from '../../resources/metadata/kept-on-status-update.ts'
import {get} from '../handlers/get.ts'
import {wholeObject} from '../handlers/object-view.ts'
import {patch} from '../handlers/patch.ts'
import {update} from '../handlers/update.ts'
import {keepField, keepMetadata} from '../registry/status-field.ts'
import type {UpdateStrategy} from '../registry/update-object.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Adds ephemeral containers to a pod; everything else of it stays. */
export const ephemeralContainers: SubresourceHandler = throughStrategy({
  prepare(draft, old) {
    const wanted = (draft as Pod).spec?.ephemeralContainers
    keepAll(draft as Pod, old as Pod)
    if (wanted) (draft as Pod).spec!.ephemeralContainers = wanted
    else delete (draft as Pod).spec!.ephemeralContainers
  },
  validate: (draft, old) => validateEphemeralContainersUpdate(draft as Pod, old as Pod),
})

/** Changes the resources of a pod's containers; everything else of it stays. */
export const resize: SubresourceHandler = throughStrategy({
  prepare(draft, old) {
    const wanted = (draft as Pod).spec
    const same = lists.every(list => wanted?.[list]?.length === (old as Pod).spec?.[list]?.length)
    // What else has changed is for the validation to find.
    if (!same) return
    keepAll(draft as Pod, old as Pod)
    const spec = (draft as Pod).spec!
    for (const list of lists) spec[list] = resized(wanted?.[list] ?? [], spec[list]) as never
    if (spec.initContainers === undefined) delete spec.initContainers
  },
  validate: (draft, old) => validatePodResize(draft as Pod, old as Pod),
})

const lists = ['containers', 'initContainers'] as const

/** Containers with new resources, if they are the same ones in the same order. */
function resized(wanted: Container[], containers: Container[] | undefined): Container[] | undefined {
  if (wanted.some(({name}, index) => containers?.[index]?.name !== name)) return wanted
  return containers?.map((container, index) => {
    const {resources, resizePolicy} = wanted[index]!
    return {...container, resources, resizePolicy}
  })
}

function throughStrategy(strategy: UpdateStrategy): SubresourceHandler {
  return {
    get,
    update: context => update(context, wholeObject(context, strategy)),
    patch: context => patch(context, wholeObject(context, strategy)),
  }
}

/** The old pod's spec (a copy of its surface), status and most of its metadata in the draft. */
function keepAll(draft: Pod, old: Pod): void {
  draft.spec = {...old.spec!}
  keepField(draft, old, 'status')
  keepMetadata(draft, old, keptMetadata)
}
