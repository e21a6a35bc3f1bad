import type {Role} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {compactRules, resourceText} from './parts/policy-rules.ts'
import {goList} from './parts/values.ts'

/** A Role or ClusterRole: who holds it may do what. */
export const role = describer<Role>(
  ({metadata, rules}, out) => {
    out.field(0, 'Name', metadata.name)
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    out.line(0, 'PolicyRule:')
    out.line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs')
    out.line(1, '---------\t-----------------\t--------------\t-----')
    for (const rule of compactRules(rules ?? []))
      out.line(
        1,
        [resourceText(rule), goList(rule.nonResourceURLs), goList(rule.resourceNames), goList(rule.verbs)].join('\t'),
      )
  },
  {events: false},
)
