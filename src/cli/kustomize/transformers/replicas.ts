import {changeFields, isOfKind} from '../field-specs.ts'
import type {Built} from '../kustomization.ts'
import {idsOf} from '../object-ids.ts'
import type {Transformer} from '../transform.ts'

/** Sets the replicas of workloads by their names; throws if there is none of that name. */
export const withReplicas: Transformer = (objects, {kustomization, configuration}) =>
  (kustomization.replicas ?? []).reduce<Built[]>(
    (current, {name, count}) => {
      let found = false
      const counted = current.map(one => {
        const specs = configuration.replicas.filter(spec =>
          idsOf(one).some(id => id.name === name && isOfKind(id, spec)),
        )
        found ||= specs.length > 0
        return {...one, object: changeFields(one.object, specs, () => Number(count))}
      })
      if (found) return counted
      const kinds = configuration.replicas.map(
        spec => `${spec.kind || '[noKind]'}.${spec.version || '[noVer]'}.${spec.group || '[noGrp]'}`,
      )
      throw new Error(`resource with name ${name} does not match a config with the following GVK [${kinds.join(' ')}]`)
    },
    [...objects],
  )
