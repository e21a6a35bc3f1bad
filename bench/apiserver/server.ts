/** An API server at work, and who may use it. */
export interface Server {
  name: string
  port: number
  /** The administrator's client certificate and key, PEM. */
  certificate: string
  key: string
  /** All processes that it takes: a real one has etcd beside it. */
  pids: number[]
  stop(): Promise<void>
}
