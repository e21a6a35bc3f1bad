import type {Store, StoreEvent, Watcher, WatchListener, WatchRequest} from '../../etcd/store.ts'

/** Watches whose events are told later than they come, but in the order in which they came. */
export class ToldInOrder {
  /** Settles when all events so far have been told. */
  told: Promise<void> = Promise.resolve()

  /** Tells a listener of a store's events as `make` makes them; what it rejects with ends the watch. */
  watch(
    store: Pick<Store, 'watch'>,
    request: WatchRequest,
    listener: WatchListener,
    make: (batch: StoreEvent[]) => Promise<StoreEvent[]>,
  ): Watcher {
    let open = true
    const inner = store.watch(request, {
      events: (batch, revision) => {
        const before = this.told
        this.told = make(batch)
          .then(async events => {
            await before
            if (open) listener.events(events, revision)
          })
          .catch(error => {
            if (!open) return
            open = false
            inner.cancel()
            listener.cancelled(error as Error)
          })
      },
      cancelled: error => {
        if (open) listener.cancelled(error)
      },
    })
    return {
      cancel() {
        open = false
        inner.cancel()
      },
    }
  }
}
