import type {GroupVersionResource} from '../../api/object.ts'
import type {ResourceDefinition} from './define-resource.ts'

/** The kinds that the cluster serves right now: the built-in ones, and those that CustomResourceDefinitions bring and take away. */
export class ResourceRegistry {
  private readonly byPath = new Map<string, ResourceDefinition>()
  /** The same by plural, of which there are one or two: every write asks a dozen times, and no text need be made to find them. */
  private readonly byPlural = new Map<string, ResourceDefinition[]>()
  private readonly byKind = new Map<string, ResourceDefinition>()
  private readonly listeners = new Set<() => void>()
  /** Counts every change, so that what derives from the registry (discovery, OpenAPI) knows when it is stale. */
  generation = 0

  constructor(definitions: Iterable<ResourceDefinition> = []) {
    for (const definition of definitions) this.add(definition)
  }

  /** Serves a kind from now on, in place of another of the same group, version and plural. */
  add(definition: ResourceDefinition): void {
    const {plural} = definition
    const path = pathKey({...definition, resource: plural})
    const former = this.byPath.get(path)
    this.byPath.set(path, definition)
    this.byPlural.set(plural, [...this.ofPlural(plural).filter(other => other !== former), definition])
    this.byKind.set(kindKey(definition.group, definition.version, definition.kind), definition)
    this.changed()
  }

  remove(resource: GroupVersionResource): void {
    const definition = this.byPath.get(pathKey(resource))
    if (!definition) return
    this.byPath.delete(pathKey(resource))
    const others = this.ofPlural(definition.plural).filter(other => other !== definition)
    if (others.length > 0) this.byPlural.set(definition.plural, others)
    else this.byPlural.delete(definition.plural)
    this.byKind.delete(kindKey(definition.group, definition.version, definition.kind))
    this.changed()
  }

  get({group, version, resource}: GroupVersionResource): ResourceDefinition | undefined {
    for (const definition of this.ofPlural(resource))
      if (definition.group === group && definition.version === version) return definition
    return undefined
  }

  ofKind(group: string, version: string, kind: string): ResourceDefinition | undefined {
    return this.byKind.get(kindKey(group, version, kind))
  }

  /** Any served version of a resource, the first declared one first. */
  ofResource(group: string, resource: string): ResourceDefinition | undefined {
    for (const definition of this.byPath.values())
      if (definition.group === group && definition.plural === resource) return definition
    return undefined
  }

  /** In the order in which they were declared. */
  all(): Iterable<ResourceDefinition> {
    return this.byPath.values()
  }

  hasGroupVersion(group: string, version: string): boolean {
    for (const definition of this.byPath.values())
      if (definition.group === group && definition.version === version) return true
    return false
  }

  /** Calls back after each change; returns what takes the listener off again. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private ofPlural(plural: string): readonly ResourceDefinition[] {
    return this.byPlural.get(plural) ?? none
  }

  private changed(): void {
    this.generation += 1
    for (const listener of this.listeners) listener()
  }
}

const none: readonly ResourceDefinition[] = []

const pathKey = ({group, version, resource}: GroupVersionResource): string => `${group}/${version}/${resource}`
const kindKey = (group: string, version: string, kind: string): string => `${group}/${version}/${kind}`
