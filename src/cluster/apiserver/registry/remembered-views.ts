import type {ObjectsView} from './objects-view.ts'

interface Remembered {
  revision: number
  view: ObjectsView
  /** How many events there had been. */
  received: number
}

/** How many lists may be read in pages at once. */
const most = 8

/** After how many changes a list is forgotten: each of them keeps an object that is no more in memory. */
const changes = 20_000

/** Lists that somebody reads in pages, as they were at the first one. Who takes longer gets the others from the store. */
export class RememberedViews {
  private known: Remembered[] = []

  add(revision: number, view: ObjectsView, received: number): void {
    if (this.at(revision)) return
    this.known = [{revision, view, received}, ...this.known.slice(0, most - 1)]
  }

  at(revision: number): ObjectsView | undefined {
    return this.known.find(known => known.revision === revision)?.view
  }

  expire(received: number): void {
    if (this.known.length > 0) this.known = this.known.filter(known => received - known.received < changes)
  }
}
