import type {KubeObject} from '../../../api/object.ts'
import {lowerBound, SortedView} from './sorted-view.ts'

/** Objects by key, kept in the order of their keys. */
export class SortedObjects {
  private keys: string[] = []
  private objects: KubeObject[] = []
  /** Whose arrays these are: the next change is made to others. */
  private shown?: SortedView

  get size(): number {
    return this.keys.length
  }

  /** As they are now, whatever happens later. */
  view(): SortedView {
    this.shown ??= new SortedView(this.keys, this.objects)
    return this.shown
  }

  set(key: string, object: KubeObject): void {
    this.becomeOwn()
    const index = lowerBound(this.keys, key)
    if (this.keys[index] === key) {
      this.objects[index] = object
    } else if (index === this.keys.length) {
      this.keys.push(key)
      this.objects.push(object)
    } else {
      this.keys.splice(index, 0, key)
      this.objects.splice(index, 0, object)
    }
  }

  delete(key: string): void {
    const index = lowerBound(this.keys, key)
    if (this.keys[index] !== key) return
    this.becomeOwn()
    this.keys.splice(index, 1)
    this.objects.splice(index, 1)
  }

  private becomeOwn(): void {
    if (!this.shown) return
    this.keys = this.keys.slice()
    this.objects = this.objects.slice()
    this.shown = undefined
  }
}
