/** Why a kubelet does not run, as it says it before it ends. */
export class Refusal extends Error {}
