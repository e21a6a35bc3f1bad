import {Failure} from './failure.ts'
import type {Kubeadm} from './kubeadm.ts'

/** Asks whether to go on with what somebody wants; throws a Failure unless he says so. */
export async function confirm(action: string, {stdout, answer}: Pick<Kubeadm, 'stdout' | 'answer'>): Promise<void> {
  stdout(`[${action}] Are you sure you want to proceed? [y/N]: `)
  if (!/^y(es)?$/i.test((await answer()).trim()))
    throw new Failure(
      "error execution phase preflight: won't proceed; the user didn't answer (Y|y) in order to continue",
    )
}
