import {itemSize} from './leaf.ts'
import {elementSize, pageHeaderSize, pageSize, pagesFor} from './page.ts'

export interface ItemSize {
  key: Buffer
  valueSize: number
}

/** A page of a tree to be written; its children, or how many items it takes. */
export interface PlannedPage {
  id: number
  firstKey: Buffer
  pages: number
  count: number
  children?: PlannedPage[]
}

export interface TreePlan {
  root: number
  /** From the leaves up, in the order of their ids. */
  levels: PlannedPage[][]
  /** The first page id after the tree. */
  next: number
}

/** Lays out a tree for items in key order from page `first` on, knowing only their sizes: leaves, then branches up to one root. */
export function planTree(items: Iterable<ItemSize>, first: number): TreePlan {
  const leaves = planLeaves(items, first)
  const levels = [leaves]
  let next = after(leaves)
  for (let level = leaves; level.length > 1; ) {
    level = planBranches(level, next)
    next = after(level)
    levels.push(level)
  }
  return {root: levels[levels.length - 1]![0]!.id, levels, next}
}

function planLeaves(items: Iterable<ItemSize>, first: number): PlannedPage[] {
  const leaves: PlannedPage[] = []
  let leaf: PlannedPage = {id: first, firstKey: Buffer.alloc(0), pages: 1, count: 0}
  let size = pageHeaderSize
  for (const {key, valueSize} of items) {
    const more = itemSize(key.length, valueSize)
    if (leaf.count > 0 && size + more > pageSize) {
      leaves.push(leaf)
      leaf = {id: leaf.id + leaf.pages, firstKey: key, pages: 1, count: 0}
      size = pageHeaderSize
    }
    if (leaf.count === 0) leaf.firstKey = key
    leaf.count += 1
    size += more
    leaf.pages = pagesFor(size)
  }
  return [...leaves, leaf]
}

function planBranches(children: PlannedPage[], first: number): PlannedPage[] {
  const branches: PlannedPage[] = []
  let size = pageSize + 1
  for (const child of children) {
    const more = elementSize + child.firstKey.length
    if (size + more > pageSize) {
      branches.push({id: first + branches.length, firstKey: child.firstKey, pages: 1, count: 0, children: []})
      size = pageHeaderSize
    }
    const branch = branches[branches.length - 1]!
    branch.children!.push(child)
    branch.count += 1
    size += more
  }
  return branches
}

function after(level: PlannedPage[]): number {
  const last = level[level.length - 1]!
  return last.id + last.pages
}
