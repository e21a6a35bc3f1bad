import type {DaemonSet} from '../../../../api/kinds.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {templateGeneration} from './template-generation.ts'

export function prepareForCreate(set: DaemonSet): void {
  const given = Number(set.metadata.annotations?.[templateGeneration] ?? 0)
  setTemplateGeneration(set, Math.max(given, 1))
  set.status = {currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0}
}

export function prepareForUpdate(set: DaemonSet, old: DaemonSet): void {
  set.status = old.status
  const before = Number(old.metadata.annotations?.[templateGeneration] ?? 0)
  setTemplateGeneration(set, before + (sameMeaning(set.spec?.template, old.spec?.template) ? 0 : 1))
}

/** The status is set without the template's count. */
export function prepareForStatusUpdate(set: DaemonSet, old: DaemonSet): void {
  set.spec = old.spec
  setTemplateGeneration(set, Number(old.metadata.annotations?.[templateGeneration] ?? 0))
}

function setTemplateGeneration({metadata}: DaemonSet, generation: number): void {
  metadata.annotations = {...metadata.annotations, [templateGeneration]: String(generation)}
}
