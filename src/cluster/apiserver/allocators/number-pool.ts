import type {Random} from '../../runtime/random.ts'

/**
 * Numbers of a range, each given out once. The first part of the range is left to those who ask for a certain number, as long as the rest lasts
 * (KEP-3070).
 */
export class NumberPool {
  private readonly first: number
  private readonly size: number
  private readonly reserved: number
  private readonly random: Random
  private readonly taken = new Set<number>()

  constructor({first, size, reserved, random}: {first: number; size: number; reserved: number; random: Random}) {
    this.first = first
    this.size = size
    this.reserved = reserved
    this.random = random
  }

  holds(number: number): boolean {
    return number >= this.first && number < this.first + this.size
  }

  get state(): {taken: number; free: number} {
    return {taken: this.taken.size, free: this.size - this.taken.size}
  }

  isTaken(number: number): boolean {
    return this.taken.has(number)
  }

  take(number: number): void {
    this.taken.add(number)
  }

  give(number: number): void {
    this.taken.delete(number)
  }

  /** Some number that is free; undefined when none is. */
  next(): number | undefined {
    return this.search(this.first + this.reserved, this.size - this.reserved) ?? this.search(this.first, this.reserved)
  }

  private search(first: number, size: number): number | undefined {
    const start = Math.floor(this.random.number() * size)
    for (let step = 0; step < size; step += 1) {
      const number = first + ((start + step) % size)
      if (!this.taken.has(number)) return number
    }
    return undefined
  }
}

/** How much of a range is left to those who ask for a certain number. */
export const reservedPart = (size: number, share: number, most: number): number =>
  size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / share)), most)
