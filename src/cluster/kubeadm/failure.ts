/** Why kubeadm gives up; `said`: what it has put out by then. */
export class Failure extends Error {
  readonly said: string

  constructor(message: string, said = '') {
    super(message)
    this.said = said
  }
}
