import type {KubeObject} from '../../../api/object.ts'
import {ObjectIndex} from './object-index.ts'
import type {Demand} from './selection.ts'

/** Of so many labels and fields, those asked for last. */
const most = 8

/** The indexes of a kind's objects: made of a label or a field when somebody first selects by it. */
export class ObjectIndexes {
  private readonly objects: ReadonlyMap<string, KubeObject>
  /** The latest asked for is the last. */
  private readonly indexes = new Map<string, ObjectIndex>()

  constructor(objects: ReadonlyMap<string, KubeObject>) {
    this.objects = objects
  }

  keep(key: string, object: KubeObject, previous: KubeObject | undefined): void {
    for (const index of this.indexes.values()) index.keep(key, object, previous)
  }

  drop(key: string, object: KubeObject): void {
    for (const index of this.indexes.values()) index.drop(key, object)
  }

  /** In the order of their keys, all that meet one of the demands, which may not meet the others; undefined without demands. */
  meeting(demands: readonly Demand[]): [key: string, object: KubeObject][] | undefined {
    const demand = demands.find(({name}) => this.indexes.has(name)) ?? demands[0]
    return demand && this.indexOf(demand).under(demand.values)
  }

  private indexOf({name, read}: Demand): ObjectIndex {
    let index = this.indexes.get(name)
    if (index) this.indexes.delete(name)
    else {
      index = new ObjectIndex(read)
      for (const [key, object] of this.objects) index.keep(key, object)
    }
    this.indexes.set(name, index)
    if (this.indexes.size > most) this.indexes.delete(this.indexes.keys().next().value!)
    return index
  }
}
