import {bool, string} from '../flags/flag.ts'
import {stringToString} from '../flags/string-to-string.ts'
import {fileFlags} from '../flags/target-flags.ts'

export const debugFlags = {
  filename: fileFlags.filename,
  'arguments-only': bool({usage: "Take the words behind -- for the container's arguments, not for its command."}),
  attach: bool({usage: 'Wait until the container runs, then attach to it. The default with -i.'}),
  container: string({short: 'c', usage: 'The name of the debugging container.'}),
  'copy-to': string({usage: 'Make a copy of the pod under this name.'}),
  custom: string({usage: 'A file (JSON or YAML) with a part of a container that is merged into the new one.'}),
  env: stringToString({usage: 'Variables of the container.'}),
  image: string({usage: 'The image of the debugging container.'}),
  'image-pull-policy': string({usage: 'When to pull the image; the server decides, unless set.'}),
  'keep-annotations': bool({usage: "Keep the pod's annotations in the copy."}),
  'keep-init-containers': bool({default: true, usage: "Run the pod's init containers in the copy."}),
  'keep-labels': bool({usage: "Keep the pod's labels in the copy."}),
  'keep-liveness': bool({usage: "Keep the pod's liveness probes in the copy."}),
  'keep-readiness': bool({usage: "Keep the pod's readiness probes in the copy."}),
  'keep-startup': bool({usage: "Keep the pod's startup probes in the copy."}),
  profile: string({
    default: 'legacy',
    usage: 'What the container may do: legacy, general, baseline, netadmin, restricted or sysadmin.',
  }),
  quiet: bool({short: 'q', usage: 'Print nothing but what comes from the container.'}),
  replace: bool({usage: 'Delete the original pod; with --copy-to.'}),
  'same-node': bool({usage: 'Run the copy on the node of the original; with --copy-to.'}),
  'set-image': stringToString({usage: 'Other images for the containers of the copy, name=image; * stands for all.'}),
  'share-processes': bool({default: true, usage: 'Let the containers of the copy see each other’s processes.'}),
  stdin: bool({short: 'i', usage: 'Keep stdin open, even if nothing is attached.'}),
  target: string({usage: 'The container whose processes an ephemeral container sees.'}),
  tty: bool({short: 't', usage: 'Give the container a terminal.'}),
}
