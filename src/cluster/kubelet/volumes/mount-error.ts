/** A volume that cannot be set up: what the FailedMount event says after the volume's name. */
export class MountError extends Error {}
