import type {GroupVersionResource} from '../../api/object.ts'
import type {ResourceDefinition} from './define-resource.ts'

/** The kinds that the cluster serves right now: the built-in ones, and those that CustomResourceDefinitions bring and take away. */
export class ResourceRegistry {
  private readonly byPath = new Map<string, ResourceDefinition>()
  private readonly byKind = new Map<string, ResourceDefinition>()
  private readonly listeners = new Set<() => void>()
  /** Counts every change, so that what derives from the registry (discovery, OpenAPI) knows when it is stale. */
  generation = 0

  constructor(definitions: Iterable<ResourceDefinition> = []) {
    for (const definition of definitions) this.add(definition)
  }

  /** Serves a kind from now on, in place of another of the same group, version and plural. */
  add(definition: ResourceDefinition): void {
    this.byPath.set(pathKey({...definition, resource: definition.plural}), definition)
    this.byKind.set(kindKey(definition.group, definition.version, definition.kind), definition)
    this.changed()
  }

  remove(resource: GroupVersionResource): void {
    const definition = this.byPath.get(pathKey(resource))
    if (!definition) return
    this.byPath.delete(pathKey(resource))
    this.byKind.delete(kindKey(definition.group, definition.version, definition.kind))
    this.changed()
  }

  get(resource: GroupVersionResource): ResourceDefinition | undefined {
    return this.byPath.get(pathKey(resource))
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

  private changed(): void {
    this.generation += 1
    for (const listener of this.listeners) listener()
  }
}

const pathKey = ({group, version, resource}: GroupVersionResource): string => `${group}/${version}/${resource}`
const kindKey = (group: string, version: string, kind: string): string => `${group}/${version}/${kind}`
