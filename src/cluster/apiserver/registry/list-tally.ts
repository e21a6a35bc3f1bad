/** How many lists one place answered, how many objects it looked at for them, and how many it gave. */
export class ListTally {
  lists = 0
  fetched = 0
  returned = 0

  list(fetched: number, returned: number): void {
    this.lists += 1
    this.fetched += fetched
    this.returned += returned
  }
}
