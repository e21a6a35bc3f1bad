import type {PodTemplateSpec} from '../../api/kinds.ts'
import {Description} from '../describe/description.ts'
import {writePodTemplate} from '../describe/parts/pod-template.ts'

/** A pod template as rollout commands show it: described, with its tabs. */
export function templateText(template: PodTemplateSpec | undefined): string {
  const out = new Description()
  writePodTemplate(out, template)
  return out.tabbed()
}
