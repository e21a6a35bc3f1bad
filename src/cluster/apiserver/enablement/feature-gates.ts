import {parseBool} from '../../../api/go/parse-bool.ts'
import {knownFeatureGates} from './known-feature-gates.ts'

export type Stage = 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED'

export interface FeatureGate {
  stage: Stage
  /** What it is by default. */
  on: boolean
  /** Nobody can set it to anything else. */
  locked: boolean
}

/** Which features are on. */
export interface FeatureGates {
  enabled(name: string): boolean
  /** What is to be said of gates that will be gone one day. */
  warnings: string[]
}

const alls: Record<string, Stage> = {AllAlpha: 'ALPHA', AllBeta: 'BETA'}

/** Reads --feature-gates, `Name=true,Other=false`; throws in kube-apiserver's words. */
export function parseFeatureGates(text: string): FeatureGates {
  const wanted = pairs(text)
  const set = new Map<string, boolean>()
  for (const [name, stage] of Object.entries(alls)) {
    const value = wanted.get(name)
    if (value === undefined) continue
    for (const [each, gate] of knownFeatureGates) if (gate.stage === stage && !gate.locked) set.set(each, value)
  }
  const warnings: string[] = []
  for (const [name, value] of wanted) {
    const gate = knownFeatureGates.get(name)
    if (Object.hasOwn(alls, name)) continue
    if (!gate) throw new Error(`unrecognized feature gate: ${name}`)
    if (gate.locked && value !== gate.on)
      throw new Error(`cannot set feature gate ${name} to ${value}, feature is locked to ${gate.on}`)
    if (gate.stage === 'GA' || gate.stage === 'DEPRECATED') {
      const stage = gate.stage === 'GA' ? 'GA' : 'deprecated'
      warnings.push(`Setting ${stage} feature gate ${name}=${value}. It will be removed in a future release.`)
    }
    set.set(name, value)
  }
  return {enabled: name => set.get(name) ?? knownFeatureGates.get(name)?.on ?? false, warnings}
}

/** What is on where nobody says anything. */
export const defaultFeatures: Pick<FeatureGates, 'enabled'> = {
  enabled: name => knownFeatureGates.get(name)?.on ?? false,
}

function pairs(text: string): Map<string, boolean> {
  const found = new Map<string, boolean>()
  for (const part of text.split(',').filter(Boolean)) {
    const [name = '', ...rest] = part.split('=')
    const key = name.trim()
    if (rest.length === 0) throw new Error(`missing bool value for ${key}`)
    const value = rest.join('=').trim()
    try {
      found.set(key, parseBool(value))
    } catch (error) {
      throw new Error(`invalid value of ${key}=${value}, err: ${(error as Error).message}`)
    }
  }
  return found
}
