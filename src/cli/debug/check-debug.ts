import {isImageReference} from '../run/image-reference.ts'
import type {DebugRequest} from './debug.ts'

/** Refuses what does not go together, in kubectl's order. */
export function checkDebug({invocation, command, custom}: DebugRequest, names: readonly string[]): void {
  const {flags} = invocation
  if (flags.attach && invocation.changed('attach') && !flags.image && !flags.container)
    throw new Error('you must specify --container or create a new container using --image in order to attach.')
  if (flags['copy-to']) checkCopy(invocation.flags, command)
  else checkNoCopy(flags)
  if (flags.image && !isImageReference(flags.image))
    throw new Error(`invalid image name ${JSON.stringify(flags.image)}: invalid reference format`)
  if (names.length === 0 && flags.filename.length === 0) throw new Error('NAME or filename is required for debug')
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(flags['image-pull-policy']))
    throw new Error(`invalid image pull policy: ${flags['image-pull-policy']}`)
  for (const [name, image] of Object.entries(flags['set-image']))
    if (!isImageReference(image))
      throw new Error(
        `invalid image name ${JSON.stringify(image)} for container ${JSON.stringify(name)}: invalid reference format`,
      )
  checkTarget(invocation)
  if (flags.tty && !flags.stdin) throw new Error('-i/--stdin is required for containers with -t/--tty=true')
  if (custom && untouchable.some(field => isSet(custom[field])))
    throw new Error('name, command, image, lifecycle and volume devices are not modifiable via custom profile')
  if (flags.profile === 'legacy')
    invocation.err(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    )
}

type Flags = DebugRequest['invocation']['flags']

const untouchable = ['name', 'command', 'image', 'lifecycle', 'volumeDevices']
const isSet = (value: unknown): boolean => Boolean(value) && !(Array.isArray(value) && value.length === 0)

function checkCopy(flags: Flags, command: readonly string[]): void {
  const images = Object.keys(flags['set-image']).length
  if (!flags.image && images === 0 && command.length === 0)
    throw new Error('you must specify --image, --set-image or command arguments.')
  if (command.length > 0 && !flags.container && !flags.image)
    throw new Error('you must specify an existing container or a new image when specifying args.')
}

function checkNoCopy(flags: Flags): void {
  for (const name of ['replace', 'same-node'] as const)
    if (flags[name]) throw new Error(`--${name} may only be used with --copy-to.`)
  if (Object.keys(flags['set-image']).length > 0) throw new Error('--set-image may only be used with --copy-to.')
  if (!flags.image) throw new Error('you must specify --image when not using --copy-to.')
}

function checkTarget(invocation: DebugRequest['invocation']): void {
  const {target, quiet, 'copy-to': copy} = invocation.flags
  if (!target) return
  if (copy) throw new Error('--target is incompatible with --copy-to. Use --share-processes instead.')
  if (quiet) return
  invocation.out(
    `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
  )
}
