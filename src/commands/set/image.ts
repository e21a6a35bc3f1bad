import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'
import {setImage, setImageFlags} from '../../cli/set/set-image.ts'

export default class SetImage extends KctlCommand<typeof setImageFlags> {
  static override summary = 'Update the image of a pod template'
  static override description = 'Update the image of a pod template.'
  static override examples = [
    {description: 'One container', command: '<%= config.bin %> set image deployment/nginx nginx=nginx:1.29'},
    {description: 'All of them', command: '<%= config.bin %> set image daemonset abc *=nginx:1.29'},
  ]
  static override usage =
    'set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N'
  static override flagSet = setImageFlags

  protected override work(invocation: Invocation<typeof setImageFlags>): Promise<void> {
    return setImage(invocation)
  }
}
