/** Lets others have their turn of the event loop: long work asks for it every few milliseconds. */
export const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
